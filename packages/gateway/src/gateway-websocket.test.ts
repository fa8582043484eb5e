import type { SnapshotEntry } from '@sluice/contracts'
import { createMemoryLog, createSystemClock, type HttpServer } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { listenWithNode } from '@sluice/platform/http-server'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryResponseCache } from './cache/memory-response-cache.ts'
import { allocateCounterTable } from './counters/counter-table.ts'
import { createSharedCounters } from './counters/shared-counters.ts'
import { answersWith, entriesOf, hashOf } from './gateway.fixture.ts'
import { createGateway, type Gateway } from './gateway.ts'
import {
  createWebSocketBackend,
  openRaw,
  until,
  validHeaders,
  type WebSocketBackend,
} from './websocket/websocket-backend.fixture.ts'

const { service, api, operation, subscription, policy, backend: backendEntry } = entriesOf('contoso')
const clock = createSystemClock()

interface Setup {
  readonly backend: WebSocketBackend
  readonly gateway: Gateway
  readonly port: number
  apply(...entries: SnapshotEntry[]): void
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A gateway with a WebSocket API `chat`, by key, in front of a backend; both on sockets. */
async function setUp(entries: readonly SnapshotEntry[] = [], webSocketIdleMs?: number): Promise<Setup> {
  const backend = await createWebSocketBackend()
  const client = createUndiciClient()
  const gateway = createGateway({
    clock,
    log: createMemoryLog(),
    client,
    counters: createSharedCounters(allocateCounterTable(16, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(1000),
    lookupHash: hashOf,
    openSecret: (sealed) => sealed,
    ...(webSocketIdleMs === undefined ? {} : { webSocketIdleMs }),
  })
  let changeNumber = 1
  gateway.apply({
    type: 'snapshot',
    changeNumber,
    entries: [
      service(),
      api('chat', {
        type: 'websocket',
        protocols: ['ws'],
        subscriptionRequired: true,
        serviceUrl: `ws://127.0.0.1:${backend.server.port}/base`,
      }),
      operation('chat', 'onHandshake', 'GET', '/'),
      subscription('all', '/apis'),
      ...entries,
    ],
  })
  const server: HttpServer = await listenWithNode({ host: '127.0.0.1', port: 0 }, gateway.handle)
  closers.push(
    () => backend.server.close(0),
    () => client.close(),
    () => server.close(0),
  )
  return {
    backend,
    gateway,
    port: server.port,
    apply(...put) {
      changeNumber += 1
      gateway.apply({ type: 'change', changeNumber, put, remove: [] })
    },
  }
}

const target = '/chat/room?x=1&subscription-key=all-primary'
/** Unmasked, as a server sends it; for whoever only passes it on, as good as any. */
const textFrame = (text: string) => `\x81${String.fromCharCode(text.length)}${text}`

async function connected(sut: Setup, headers = validHeaders, to = target) {
  const before = sut.backend.peers.length
  const client = await openRaw(sut.port, { target: to, headers })
  await until(() => sut.backend.peers.length > before && client.received.includes('\r\n\r\n'))
  const peer = sut.backend.peers[before] as (typeof sut.backend.peers)[number]
  return { client, peer, afterHead: () => client.received.split('\r\n\r\n')[1] ?? '' }
}

/** Status line and body of what a refused client got. */
async function refused(sut: Setup, headers: readonly string[], to = target) {
  const client = await openRaw(sut.port, { target: to, headers })
  await until(() => client.end !== 'open')
  const [head = '', body = ''] = client.received.split('\r\n\r\n')
  return { status: head.split('\r\n')[0], head: head.split('\r\n'), body }
}

describe('a WebSocket through the gateway', () => {
  it('is opened as the backend opens it, with what it chose, and bytes pass unchanged', async () => {
    const sut = await setUp()
    sut.backend.headers = ['Sec-WebSocket-Protocol', 'soap', 'Sec-WebSocket-Extensions', 'permessage-deflate']
    const offers = [
      'Sec-WebSocket-Protocol: soap, wamp',
      'Sec-WebSocket-Extensions: permessage-deflate',
      'Origin: http://a',
    ]
    const { client, peer, afterHead } = await connected(sut, [...validHeaders, ...offers])
    expect(client.received.split('\r\n').filter((line) => !line.startsWith('Date'))).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      'Sec-WebSocket-Protocol: soap',
      'Sec-WebSocket-Extensions: permessage-deflate',
      'Connection: Upgrade',
      'Upgrade: websocket',
      '',
      '',
    ])
    expect(peer.call.target).toBe('/base/room?x=1&subscription-key=all-primary')
    for (const name of ['sec-websocket-protocol', 'sec-websocket-extensions', 'sec-websocket-version', 'origin']) {
      expect(peer.call.header(name)).not.toBe(undefined)
    }
    client.write('\x89\x80abcd\xff\0')
    await until(() => peer.received === '\x89\x80abcd\xff\0')
    peer.write('\x8a\x00\xfe')
    await until(() => afterHead() === '\x8a\x00\xfe')
    expect(sut.gateway.webSocketCount).toBe(1)
  })

  it.each([
    ['in a header', '/chat', ['Ocp-Apim-Subscription-Key: all-primary'], '101 Switching Protocols'],
    ['in the query', '/chat?subscription-key=all-secondary', [], '101 Switching Protocols'],
    ['nowhere', '/chat', [], '401 Access Denied'],
    ['that opens nothing', '/chat?subscription-key=x', [], '401 Access Denied'],
  ])('needs a key: %s', async (_, to, headers, expected) => {
    const sut = await setUp()
    const client = await openRaw(sut.port, { target: to, headers: [...validHeaders, ...headers] })
    await until(() => client.received.includes('\r\n'))
    expect(client.received.slice(9, 12)).toBe(expected.slice(0, 3))
  })

  it.each([
    ['another version', ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version: 8'], 426],
    ['no version', ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='], 426],
    ['no key', ['Sec-WebSocket-Version: 13'], 400],
    ['a key of 15 bytes', ['Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j', 'Sec-WebSocket-Version: 13'], 400],
    ['two keys', [...validHeaders, 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='], 400],
  ])('is refused for a handshake with %s', async (_, headers, status) => {
    const sut = await setUp()
    const answer = await refused(sut, headers)
    expect(answer.status?.slice(9, 12)).toBe(String(status))
    expect(JSON.parse(answer.body).statusCode).toBe(status)
    if (status === 426) expect(answer.head).toContain('Sec-WebSocket-Version: 13')
    expect(sut.backend.peers).toEqual([])
  })

  it('answers what the backend answers instead of following', async () => {
    const sut = await setUp()
    sut.backend.refuseWith = (call) => call.respond({ status: 403, headers: ['X-Reason', 'full'] }, 'no room')
    const answer = await refused(sut, validHeaders)
    expect([answer.status, answer.body]).toEqual(['HTTP/1.1 403 Forbidden', 'no room'])
    expect(answer.head).toContain('X-Reason: full')
  })

  it.each([
    [
      'a wrong answer to the key',
      (sut: Setup) => {
        sut.backend.refuseWith = (call) => void call.respondUpgrade(['Sec-WebSocket-Accept', 'AAAA'])
      },
    ],
    [
      'nobody there',
      (sut: Setup) => {
        sut.apply(api('chat', { type: 'websocket', protocols: ['ws'], serviceUrl: 'ws://127.0.0.1:1' }))
      },
    ],
  ])('is answered 500 with %s', async (_, spoil) => {
    const sut = await setUp()
    spoil(sut)
    expect((await refused(sut, validHeaders)).status).toBe('HTTP/1.1 500 Internal Server Error')
  })

  it('shares its suffix with an HTTP API, and each gets its calls', async () => {
    const sut = await setUp()
    const get = () => fetch(`http://127.0.0.1:${sut.port}/chat/room`)
    expect((await get()).status).toBe(404)
    sut.backend.refuseWith = (call) => call.respond({ status: 200, headers: [] }, 'plain')
    sut.apply(
      api('chat-http', {
        path: 'chat',
        protocols: ['http'],
        serviceUrl: `http://127.0.0.1:${sut.backend.server.port}`,
      }),
      operation('chat-http', 'get', 'GET', '/*'),
    )
    expect(await (await get()).text()).toBe('plain')
    sut.backend.refuseWith = undefined
    await connected(sut)
  })

  it('meets an HTTP API as an ordinary request where no WebSocket API is', async () => {
    const sut = await setUp()
    sut.backend.refuseWith = (call) => call.respond({ status: 200, headers: [] }, `offered: ${call.upgrade}`)
    sut.apply(
      api('plain', { serviceUrl: `http://127.0.0.1:${sut.backend.server.port}` }),
      operation('plain', 'get', 'GET', '/*'),
    )
    expect((await refused(sut, validHeaders, '/plain')).body).toBe('offered: undefined')
  })

  it('passes the policies of its handshake, without those that are of no use to it', async () => {
    const inherited = '<set-body>x</set-body><cors><allowed-origins><origin>*</origin></allowed-origins></cors>'
    const sut = await setUp([
      policy(
        '',
        `<policies><inbound>${inherited}</inbound><backend><forward-request /></backend><outbound /></policies>`,
      ),
      policy(
        '/apis/chat',
        `<policies><inbound><base /><set-header name="X-In" exists-action="override"><value>1</value></set-header>
         <rewrite-uri template="/other" /></inbound><backend><base /></backend>
         <outbound><base /><set-header name="X-Out" exists-action="override"><value>2</value></set-header></outbound></policies>`,
      ),
    ])
    const { client, peer } = await connected(sut)
    expect([peer.call.header('x-in'), peer.call.target.split('?')[0]]).toEqual(['1', '/base/other'])
    expect(client.received).toContain('\r\nX-Out: 2\r\n')
  })

  it('is given up at the backend when a policy answers something else', async () => {
    const sut = await setUp([
      policy(
        '/apis/chat',
        '<policies><inbound><base /></inbound><backend><base /></backend><outbound><return-response><set-status code="503" reason="Later" /></return-response></outbound></policies>',
      ),
    ])
    expect((await refused(sut, validHeaders)).status).toBe('HTTP/1.1 503 Later')
    await until(() => sut.backend.peers[0]?.end === 'broken')
  })

  it('goes to a backend by its identifier, with its credentials', async () => {
    const sut = await setUp([
      policy(
        '/apis/chat',
        '<policies><inbound><base /><set-backend-service backend-id="b" /></inbound><backend><base /></backend></policies>',
      ),
    ])
    const { port } = sut.backend.server
    const member = backendEntry('b', { url: `wss://127.0.0.1:${port}` })
    sut.apply({ ...member, properties: { url: `ws://127.0.0.1:${port}/b` } } as SnapshotEntry)
    const { peer } = await connected(sut)
    expect(peer.call.target.split('?')[0]).toBe('/b/room')
  })

  it('survives a change of everything behind which it was opened', async () => {
    const sut = await setUp()
    const { client, peer } = await connected(sut)
    sut.apply(api('chat', { path: 'elsewhere' }), policy('/apis/chat', answersWith('X', 'y')))
    expect((await refused(sut, validHeaders)).status).toBe('HTTP/1.1 404 Not Found')
    client.write('still')
    await until(() => peer.received === 'still')
  })

  it('ends with the side that ends, whichever it is', async () => {
    const sut = await setUp()
    const first = await connected(sut)
    first.client.abort()
    await until(() => first.peer.end === 'broken')
    const second = await connected(sut)
    second.peer.abort()
    await until(() => second.client.end === 'broken')
    const third = await connected(sut)
    third.peer.finish()
    await until(() => third.client.end === 'ended')
    third.client.write('last words')
    await until(() => third.peer.received === 'last words')
    third.client.finish()
    await until(() => sut.gateway.webSocketCount === 0)
    // The peer hears of it a moment later.
    await until(() => third.peer.end !== 'open')
    expect(third.peer.end).toBe('ended')
  })

  it('is closed as "going away" with the gateway, after the frame that is passing', async () => {
    const sut = await setUp()
    const { client, peer, afterHead } = await connected(sut)
    peer.write(textFrame('hello').slice(0, 4))
    await until(() => afterHead().length === 4)
    sut.gateway.closeWebSockets()
    // Towards the backend the way was clear: the frame is masked, as from any client.
    await until(() => peer.received.length === 8)
    expect(peer.received.slice(0, 2)).toBe('\x88\x82')
    peer.write(`${textFrame('hello').slice(4)}${textFrame('too late')}`)
    await until(() => afterHead().length > 7)
    expect(afterHead()).toBe(`${textFrame('hello')}\x88\x02\x03\xe9`)
    client.write('\x88\x82\0\0\0\0\x03\xe9')
    await until(() => client.end === 'ended')
    peer.write('\x88\x02\x03\xe9')
    await until(() => peer.end === 'ended')
    client.finish()
    peer.finish()
    await until(() => sut.gateway.webSocketCount === 0)
  })

  it('is broken after a while when nobody answers to "going away"', async () => {
    const sut = await setUp()
    const { client, peer } = await connected(sut)
    sut.gateway.closeWebSockets()
    await until(() => client.end === 'broken' && peer.end === 'broken')
    expect(sut.gateway.webSocketCount).toBe(0)
    const late = await openRaw(sut.port, { target })
    await until(() => late.received.endsWith('\x88\x02\x03\xe9'))
  })

  it('is closed as "going away" when nothing moves for the idle time', async () => {
    const sut = await setUp([], 250)
    const { client, afterHead } = await connected(sut)
    for (let count = 0; count < 6; count++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      client.write('\x89\x80abcd')
    }
    expect(afterHead()).toBe('')
    await until(() => afterHead() === '\x88\x02\x03\xe9')
  })
})
