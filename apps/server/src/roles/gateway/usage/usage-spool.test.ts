import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CallRecord, UsageBatch, UsageCell } from '@sluice/contracts'
import { createMemoryLog } from '@sluice/platform'
import { afterEach, describe, expect, it } from 'vitest'
import { temporaryFolders } from '../gateway-role.fixture.ts'
import type { UsagePart } from './usage-part.ts'
import { openUsageSpool, type UsageSpool } from './usage-spool.ts'

const folders = temporaryFolders()
afterEach(folders.remove)

const log = createMemoryLog()
const megabyte = 1_048_576
const open = (folder: string, maxBytes = 100 * megabyte) => openUsageSpool(folder, maxBytes, log)

const cell = (minute: number, other: Partial<UsageCell> = {}): UsageCell => ({
  minute,
  service: 'contoso',
  api: 'echo',
  operation: 'get',
  product: 'starter',
  subscription: 'one',
  status: 200,
  cache: 'none',
  calls: 1,
  bytesIn: 2,
  bytesOut: 3,
  apiTime: { count: 1, sum: 5, min: 5, max: 5, buckets: [5, 1] },
  serviceTime: { count: 0, sum: 0, min: 0, max: 0, buckets: [] },
  ...other,
})
const part = (cells: readonly UsageCell[], records: readonly object[] = []): UsagePart => ({
  cells,
  records: records.map((record) => JSON.stringify(record)),
  recordsLeftOut: 0,
  callsFolded: 0,
})

const batchOf = ({ outgoing }: UsageSpool): UsageBatch | undefined =>
  outgoing && (JSON.parse(outgoing.text) as UsageBatch)

/** Takes all that is there, as management would. */
function drain(spool: UsageSpool): UsageBatch[] {
  const batches: UsageBatch[] = []
  for (let batch = batchOf(spool); batch !== undefined; batch = batchOf(spool)) {
    batches.push(batch)
    spool.acknowledge(batch.number)
  }
  return batches
}
const callsOf = (batches: readonly UsageBatch[]) =>
  batches.flatMap(({ cells }) => cells).reduce((sum, { calls }) => sum + calls, 0)

describe('usage on disk', () => {
  it('is offered in batches with numbers, one after another, under the identifier of the folder', () => {
    const folder = folders.make()
    const spool = open(folder)
    expect(spool.outgoing).toBeUndefined()
    spool.add(part([]))
    expect(spool.outgoing).toBeUndefined()
    spool.add(part([cell(1)], [{ requestId: 'a' }]))
    const first = batchOf(spool)
    expect(first).toEqual({
      gateway: expect.stringMatching(/^[0-9a-f]{32}$/),
      number: 1,
      oldest: 1,
      cells: [cell(1)],
      records: [{ requestId: 'a' }],
      recordsLeftOut: 0,
      callsFolded: 0,
    })
    spool.acknowledge(1)
    expect(spool.outgoing).toBeUndefined()
    spool.add(part([cell(2)]))
    expect(batchOf(spool)).toMatchObject({ gateway: first?.gateway, number: 2, cells: [{ minute: 2 }], records: [] })
  })

  it('that comes while a batch is on its way waits, and then comes as one, cells that agree added up', () => {
    const spool = open(folders.make())
    for (let second = 0; second < 90; second += 1) {
      spool.add(part([cell(second < 60 ? 1 : 2)], [{ requestId: `r${second}` }]))
    }
    const [first, second, ...others] = drain(spool)
    expect(others).toEqual([])
    expect(first?.cells).toEqual([cell(1)])
    expect(second?.cells.map(({ minute, calls, apiTime }) => [minute, calls, apiTime.buckets])).toEqual([
      [1, 59, [5, 59]],
      [2, 30, [5, 30]],
    ])
    expect(second?.records.map(({ requestId }) => requestId)).toEqual(
      Array.from({ length: 89 }, (_, at) => `r${at + 1}`),
    )
  })

  it('stays the same batch under the same number whenever the process is killed', () => {
    const folder = folders.make()
    const before = open(folder)
    before.add(part([cell(1)]))
    before.add(part([cell(2)]))
    before.add(part([cell(3)]))
    const sent = before.outgoing
    const after = open(folder)
    expect(after.outgoing).toEqual(sent)
    after.add(part([cell(4)]))
    const batches = drain(after)
    expect(batches.map(({ number, cells }) => [number, cells.map(({ minute }) => minute)])).toEqual([
      [1, [1]],
      [2, [2, 3]],
      [3, [4]],
    ])
    // Nobody wrote down that the last one was acknowledged: it comes again, which changes nothing, and numbers go on.
    const later = open(folder)
    expect(batchOf(later)).toEqual(batches.at(-1))
    later.acknowledge(3)
    later.add(part([cell(5)]))
    expect(batchOf(later)).toMatchObject({ number: 4, gateway: sent && JSON.parse(sent.text).gateway })
  })

  it('leaves out the line in whose middle it was killed', () => {
    const folder = folders.make()
    const before = open(folder)
    before.add(part([cell(1)]))
    before.add(part([cell(2)]))
    const [name] = readdirSync(join(folder, 'usage')).filter((one) => one.startsWith('waiting-'))
    appendFileSync(join(folder, 'usage', name ?? ''), '{"cells":[{"minute":3,"serv')
    const after = open(folder)
    after.add(part([cell(4)]))
    expect(drain(after).flatMap(({ cells }) => cells.map(({ minute }) => minute))).toEqual([1, 2, 4])
  })

  it('is not counted twice when it is killed between writing a batch and removing what went into it', () => {
    const folder = folders.make()
    const before = open(folder)
    before.add(part([cell(1)]))
    before.add(part([cell(2)]))
    const [name = ''] = readdirSync(join(folder, 'usage')).filter((one) => one.startsWith('waiting-'))
    const path = join(folder, 'usage', name)
    const contents = readFileSync(path)
    before.acknowledge(1)
    expect(existsSync(path)).toBe(false)
    writeFileSync(path, contents)
    expect(callsOf(drain(open(folder)))).toBe(1)
  })

  it('comes from another gateway when the number of the last batch is not known any more', () => {
    const folder = folders.make()
    const before = open(folder)
    before.add(part([cell(1)]))
    const gateway = batchOf(before)?.gateway
    writeFileSync(join(folder, 'usage', 'outgoing.jsonl'), 'rubbish')
    const after = open(folder)
    after.add(part([cell(2)]))
    expect(batchOf(after)).toMatchObject({ number: 1, cells: [{ minute: 2 }] })
    expect(batchOf(after)?.gateway).not.toBe(gateway)
  })
})

describe('usage for which there is little room', () => {
  const long = 'x'.repeat(20_000)
  /** An hour in which every call is of another subscription, or of another API. */
  const fill = (spool: UsageSpool, count: number, by: 'subscription' | 'api' = 'subscription') => {
    for (let n = 0; n < count; n += 1) {
      const cells = Array.from({ length: 20 }, (_, at) => cell(600 + (n % 60), { [by]: `s${n}-${at}` }))
      spool.add(part(cells, [{ requestId: `r${n}`, url: long } satisfies Partial<CallRecord>]))
    }
  }
  const sizeOf = (folder: string) =>
    readdirSync(join(folder, 'usage')).reduce((sum, name) => sum + statSync(join(folder, 'usage', name)).size, 0)

  it('loses its oldest records first, and no call', () => {
    const folder = folders.make()
    const spool = open(folder, 4 * megabyte)
    fill(spool, 250)
    expect(spool.waitingBytes).toBeLessThanOrEqual(4 * megabyte)
    const batches = drain(spool)
    expect(callsOf(batches)).toBe(5_000)
    const kept = batches.flatMap(({ records }) => records.map(({ requestId }) => requestId))
    const leftOut = batches.reduce((sum, { recordsLeftOut = 0 }) => sum + recordsLeftOut, 0)
    expect(kept.length + leftOut).toBe(250)
    expect(kept.slice(1)).toEqual(Array.from({ length: kept.length - 1 }, (_, at) => `r${251 - kept.length + at}`))
    expect(batches.flatMap(({ cells }) => cells).every(({ subscription }) => subscription !== undefined)).toBe(true)
  })

  it('becomes sums of hours, then of days, and still loses no call', () => {
    const folder = folders.make()
    const spool = open(folder, megabyte)
    fill(spool, 600, 'api')
    expect(spool.waitingBytes).toBeLessThanOrEqual(2 * megabyte)
    expect(sizeOf(folder)).toBeLessThan(3 * megabyte)
    const batches = drain(open(folder, megabyte))
    expect(callsOf(batches)).toBe(12_000)
    const cells = batches.flatMap((batch) => batch.cells)
    expect(
      cells.some(({ api, subscription, minute }) => api === undefined && subscription === undefined && minute === 0),
    ).toBe(true)
    expect(batches.reduce((sum, { callsFolded = 0 }) => sum + callsFolded, 0)).toBeGreaterThan(0)
  })
})
