import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { createMemoryLog, createSystemClock, type ResponseWriter } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { listenWithNode } from '@sluice/platform/http-server'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryResponseCache } from './cache/memory-response-cache.ts'
import { allocateCounterTable } from './counters/counter-table.ts'
import { createSharedCounters } from './counters/shared-counters.ts'
import { entriesOf } from './gateway.fixture.ts'
import { createGateway } from './gateway.ts'
import { until } from './websocket/websocket-backend.fixture.ts'

const { service, api, operation, policy } = entriesOf('contoso')
const clock = createSystemClock()

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function startGateway(serviceUrl: string, document: string, bodyIdleTimeoutMs = 300_000): Promise<number> {
  const client = createUndiciClient({ bodyIdleTimeoutMs })
  const gateway = createGateway({
    clock,
    log: createMemoryLog(),
    client,
    counters: createSharedCounters(allocateCounterTable(16, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(100_000),
    lookupHash: (key) => key,
    openSecret: (sealed) => sealed,
  })
  gateway.apply({
    type: 'snapshot',
    changeNumber: 1,
    entries: [
      service(),
      api('events', { serviceUrl }),
      operation('events', 'get', 'GET', '/*'),
      policy('/apis/events', document),
    ],
  })
  const server = await listenWithNode({ host: '127.0.0.1', port: 0, idleTimeoutMs: 200 }, gateway.handle)
  closers.push(
    () => client.close(),
    () => server.close(0),
  )
  return server.port
}

interface EventBackend {
  readonly url: string
  /** The answer that is under way. */
  stream(): Pick<ResponseWriter, 'write' | 'end'> | undefined
  isGone(): boolean
}

async function startHttp1Backend(): Promise<EventBackend> {
  let writer: ResponseWriter | undefined
  let isGone = false
  const server = await listenWithNode({ host: '127.0.0.1', port: 0 }, (call) => {
    writer = call.respondStream({ status: 200, headers: ['Content-Type', 'text/event-stream'] })
    call.onAbort(() => {
      isGone = true
    })
  })
  closers.push(() => server.close(0))
  return { url: `http://127.0.0.1:${server.port}`, stream: () => writer, isGone: () => isGone }
}

async function startHttp2Backend(): Promise<EventBackend> {
  let open: ServerHttp2Stream | undefined
  let isGone = false
  const server: Http2Server = createServer()
  server.on('stream', (stream) => {
    open = stream
    stream.on('error', () => undefined)
    stream.on('close', () => {
      isGone = true
    })
    stream.respond({ ':status': 200, 'content-type': 'text/event-stream' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stream: () => open && { write: (chunk) => open?.write(chunk) ?? true, end: () => open?.end() },
    isGone: () => isGone,
  }
}

/** A client that has asked for the events; `received` is all that came, head and framing of the chunks included. */
function subscribe(port: number) {
  const socket = connect(port, '127.0.0.1')
  const client = { received: '', isClosed: false, leave: () => socket.destroy() }
  socket.on('data', (chunk) => {
    client.received += chunk.toString()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    client.isClosed = true
  })
  socket.write('GET /events HTTP/1.1\r\nHost: gateway\r\nAccept: text/event-stream\r\n\r\n')
  return client
}

const document = (forward: string, outbound = '') =>
  `<policies><inbound><base /><set-header name="X-In"><value>1</value></set-header></inbound>
   <backend>${forward}</backend>
   <outbound><base /><set-header name="X-Out"><value>2</value></set-header>${outbound}</outbound></policies>`

const cached = document('<forward-request />', '<cache-store duration="60" />').replace(
  '<base />',
  '<base /><cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />',
)

describe('server-sent events', () => {
  it.each([
    ['without a word about buffers', startHttp1Backend, document('<forward-request />')],
    ['with buffer-response="false"', startHttp1Backend, document('<forward-request buffer-response="false" />')],
    ['over HTTP/2', startHttp2Backend, document('<forward-request http-version="2" buffer-response="false" />')],
    ['while cache-store keeps them', startHttp1Backend, cached],
  ])('come one by one, each before the next is sent: %s', async (_, startBackend, text) => {
    const backend = await startBackend()
    const client = subscribe(await startGateway(backend.url, text))
    await until(() => /\r\nX-Out: 2\r\n[\s\S]*\r\n\r\n/.test(client.received))
    for (const event of ['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']) {
      backend.stream()?.write(Buffer.from(event))
      await until(() => client.received.includes(event))
    }
    // Longer than a connection may be idle between calls.
    await new Promise((resolve) => setTimeout(resolve, 500))
    backend.stream()?.write(Buffer.from('data: late\n\n'))
    await until(() => client.received.includes('data: late\n\n'))
    backend.stream()?.end()
    await until(() => client.received.endsWith('0\r\n\r\n'))
  })

  it.each([
    ['HTTP/1.1', startHttp1Backend, '1'],
    ['HTTP/2', startHttp2Backend, '2'],
  ] as const)('end at the backend at once when the client goes, over %s', async (_, startBackend, version) => {
    const backend = await startBackend()
    const client = subscribe(await startGateway(backend.url, document(`<forward-request http-version="${version}" />`)))
    await until(() => backend.stream() !== undefined)
    backend.stream()?.write(Buffer.from('data: 1\n\n'))
    await until(() => client.received.includes('data: 1'))
    client.leave()
    await until(backend.isGone)
  })

  it('are broken off when the backend says nothing for too long', async () => {
    const backend = await startHttp1Backend()
    const client = subscribe(await startGateway(backend.url, document('<forward-request />'), 300))
    await until(() => backend.stream() !== undefined)
    backend.stream()?.write(Buffer.from('data: 1\n\n'))
    await until(() => client.isClosed)
    expect(client.received).toContain('data: 1')
    expect(client.received.endsWith('0\r\n\r\n')).toBe(false)
    await until(backend.isGone)
  })
})
