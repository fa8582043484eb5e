import { mergeCells } from '@sluice/gateway'
import { afterEach, expect, it } from 'vitest'
import {
  echoEntries,
  eventually,
  startTestRole,
  startTestStream,
  type TestRole,
  type TestStream,
  temporaryFolders,
} from '../gateway-role.fixture.ts'

const folders = temporaryFolders()
const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  folders.remove()
})

async function start(stream: TestStream, dataFolder = folders.make()): Promise<TestRole> {
  const started = await startTestRole({ dataFolder, management: stream.address })
  closers.push(() => started.role.close(0))
  return started
}

async function startStream(): Promise<TestStream> {
  const stream = await startTestStream(echoEntries())
  closers.push(stream.close)
  return stream
}

const callsByStatus = (stream: TestStream): Record<string, number> => {
  const calls: Record<string, number> = {}
  for (const cell of stream.batches.flatMap(({ cells }) => cells)) {
    const name = `${cell.operation ?? 'none'} ${cell.status}`
    calls[name] = (calls[name] ?? 0) + cell.calls
  }
  return calls
}

it('tells management of every call of all its workers, once, with records of single ones', async () => {
  const stream = await startStream()
  const { call } = await start(stream)
  // Each call is a connection of its own, so that all workers get some.
  const headers = { Connection: 'close' }
  for (let n = 0; n < 20; n += 1) await call('/echo/resource', { headers })
  await call('/echo/nothing', { headers })
  await eventually(() => Object.values(callsByStatus(stream)).reduce((sum, calls) => sum + calls, 0) === 21)
  expect(callsByStatus(stream)).toEqual({ 'any 200': 20, 'none 404': 1 })
  expect(stream.batches.map(({ number }) => number)).toEqual(stream.batches.map((_, at) => at + 1))
  const merged = mergeCells(stream.batches.flatMap(({ cells }) => cells.map((cell) => ({ ...cell, minute: 0 }))))
  expect(merged[0]).toMatchObject({
    service: 'contoso',
    api: 'echo',
    operation: 'any',
    product: 'starter',
    subscription: 'one',
    status: 200,
    cache: 'none',
    calls: 20,
    bytesIn: 0,
    apiTime: { count: 20 },
    serviceTime: { count: 20 },
  })
  await eventually(() => stream.batches.flatMap(({ records }) => records).length === 21)
  const urls = new Set(
    stream.batches.flatMap(({ records }) => records.map(({ url, status }) => `${new URL(url).pathname} ${status}`)),
  )
  expect([...urls].sort()).toEqual(['/echo/nothing 404', '/echo/resource 200'])
})

it('keeps what management does not take, and hands it on when it does', async () => {
  const stream = await startStream()
  stream.answerUsageWith(503)
  const { call } = await start(stream)
  for (let n = 0; n < 5; n += 1) await call('/echo/resource')
  await eventually(() => stream.posts() > 1)
  for (let n = 0; n < 5; n += 1) await call('/echo/resource')
  expect(stream.batches).toEqual([])
  stream.answerUsageWith(200)
  await eventually(() => callsByStatus(stream)['any 200'] === 10)
})

it('goes on after a stop with what it had counted until the end, under the next numbers', async () => {
  const dataFolder = folders.make()
  const stream = await startStream()
  const first = await start(stream, dataFolder)
  await first.call('/echo/resource')
  await eventually(() => stream.batches.length === 1)
  stream.answerUsageWith(503)
  for (let n = 0; n < 7; n += 1) await first.call('/echo/resource')
  await first.role.close(0)
  closers.pop()
  stream.answerUsageWith(200)
  const second = await start(stream, dataFolder)
  await second.call('/echo/resource')
  await eventually(() => callsByStatus(stream)['any 200'] === 9)
  expect(new Set(stream.batches.map(({ gateway }) => gateway)).size).toBe(1)
  expect(stream.batches.map(({ number }) => number)).toEqual(stream.batches.map((_, at) => at + 1))
})
