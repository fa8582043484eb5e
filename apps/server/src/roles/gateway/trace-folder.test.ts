import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallTrace } from '@sluice/contracts'
import { createFixedClock, createMemoryLog } from '@sluice/platform'
import { expect, it } from 'vitest'
import { openTraceFolder } from './trace-folder.ts'

const trace = (number: number, serviceName = 'contoso'): CallTrace => ({
  traceId: `00000000-0000-4000-8000-00000000000${number}`,
  serviceName,
  timestamp: '2026-01-05T12:00:00.0000000Z',
  duration: '00:00:00.0010000',
  method: 'GET',
  url: 'http://localhost/echo',
  status: 200,
  traceEntries: { inbound: [] },
})

function start(limits: { maxTraces?: number; maxBytes?: number } = {}) {
  const clock = createFixedClock()
  const folder = mkdtempSync(join(tmpdir(), 'traces-'))
  const log = createMemoryLog()
  const open = () => openTraceFolder({ folder, log, clock, maxTraces: 3, maxBytes: 10_000, ...limits })
  return { clock, folder: join(folder, 'traces'), open }
}
const numbers = (list: readonly { readonly traceId: string }[]) => list.map(({ traceId }) => Number(traceId.at(-1)))

it('keeps traces over a restart, the newest first, each for its own instance', () => {
  const { open, folder, clock } = start()
  const first = open()
  first.keep(trace(1))
  clock.advance(1)
  first.keep(trace(2))
  clock.advance(1)
  first.keep(trace(3, 'other'))
  first.close()
  writeFileSync(join(folder, '000000000000001-broken.json'), '{')
  const again = open()
  expect(numbers(again.list('CONTOSO'))).toEqual([2, 1])
  expect(again.list('contoso')[0]).not.toHaveProperty('traceEntries')
  expect(again.find('contoso', trace(1).traceId.toUpperCase())).toEqual(trace(1))
  expect(again.find('contoso', trace(3).traceId)).toBeUndefined()
  expect(readdirSync(folder)).toHaveLength(3)
  again.close()
})

it('removes the oldest when there are too many, when they are too large, and after a day', () => {
  const { open, clock, folder } = start()
  const traces = open()
  for (const number of [1, 2, 3, 4]) {
    traces.keep(trace(number))
    clock.advance(3_600_000)
  }
  expect(numbers(traces.list('contoso'))).toEqual([4, 3, 2])
  clock.advance(21 * 3_600_000 + 1)
  expect(numbers(traces.list('contoso'))).toEqual([4, 3])
  expect(readdirSync(folder)).toHaveLength(2)
  traces.close()
  const small = start({ maxBytes: 2 * JSON.stringify(trace(1)).length })
  const few = small.open()
  for (const number of [1, 2, 3]) few.keep(trace(number))
  expect(numbers(few.list('contoso'))).toEqual([3, 2])
  few.close()
})
