import { createHttp1Client, listenWithHttp1 } from '@sluice/http1'
import { createMemoryLog, createSystemClock, type HttpClient, type Listen } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { listenWithNode } from '@sluice/platform/http-server'
import { listenRaw, strictnessCases, talk } from '@sluice/platform/http-suite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryResponseCache } from '../../packages/gateway/src/cache/memory-response-cache.ts'
import { allocateCounterTable } from '../../packages/gateway/src/counters/counter-table.ts'
import { createSharedCounters } from '../../packages/gateway/src/counters/shared-counters.ts'
import { entriesOf } from '../../packages/gateway/src/gateway.fixture.ts'
import { createGateway } from '../../packages/gateway/src/gateway.ts'
import { readRequests } from '../../packages/http1/src/server/read-requests.fixture.ts'

// What a client sends, what the gateway takes it for, and every byte that its backend gets: with both engines.

interface Engine {
  readonly name: string
  readonly listen: Listen
  readonly createClient: () => HttpClient
}
const engines: readonly Engine[] = [
  { name: 'own', listen: listenWithHttp1, createClient: () => createHttp1Client({ fallback: createUndiciClient() }) },
  { name: 'node', listen: listenWithNode, createClient: () => createUndiciClient() },
]

const host = 'Host: a\r\n'
const smuggled = `GET /smuggled HTTP/1.1\r\n${host}\r\n`
const post = (fields: string, body: string) => `POST /first HTTP/1.1\r\n${host}${fields}\r\n${body}`

/** Requests that some front and some back read as one and as two. */
const ambiguous: readonly (readonly [name: string, request: string])[] = [
  ['length and chunked', post(`Content-Length: ${5 + smuggled.length}\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n')],
  ['chunked and length', post('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', '1\r\nZ\r\n0\r\n\r\n')],
  ['two lengths', post(`Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n`, '')],
  ['a length and a signed one', post(`Content-Length: +${smuggled.length}\r\n`, '')],
  ['a list of lengths', post(`Content-Length: 0, ${smuggled.length}\r\n`, '')],
  ['a length with a space before its colon', post(`Content-Length : ${smuggled.length}\r\n`, '')],
  ['chunked with a space before its colon', post('Transfer-Encoding : chunked\r\n', '0\r\n\r\n')],
  ['chunked with a vertical tab', post('Transfer-Encoding:\x0bchunked\r\n', '0\r\n\r\n')],
  ['chunked behind another encoding', post('Transfer-Encoding: x, chunked\r\n', '0\r\n\r\n')],
  ['chunked in quotes', post('Transfer-Encoding: "chunked"\r\n', '0\r\n\r\n')],
  ['chunked and identity', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', '0\r\n\r\n')],
  ['chunked in a folded line', post('X: y\r\n Transfer-Encoding: chunked\r\n', '0\r\n\r\n')],
  ['chunked behind a bare LF', post('X: y\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
  ['chunked behind a bare CR', post('X: y\rTransfer-Encoding: chunked\r\n', '0\r\n\r\n')],
  ['chunked in HTTP/1.0', `POST /first HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a NUL in a name', post('Content-Length\0: 0\r\n', '')],
  ['an empty line of LF', `POST /first HTTP/1.1\r\n${host}Content-Length: 0\r\n\n`],
]

/** What is read in one way, and how the backend gets it: own framing, own Host, nothing of the connection. */
const framedAnew: readonly (readonly [name: string, request: string, line: string, body: string])[] = [
  ['a length with zeros', post('Content-Length: 003\r\n', 'abc'), 'POST /first HTTP/1.1', 'abc'],
  [
    'chunks',
    post('Transfer-Encoding: chunked\r\n', '1\r\na\r\n2;x=y\r\nbc\r\n0\r\nT: 1\r\n\r\n'),
    'POST /first HTTP/1.1',
    'abc',
  ],
  ['a request in a body', post(`Content-Length: ${smuggled.length}\r\n`, smuggled), 'POST /first HTTP/1.1', smuggled],
  [
    'a length that Connection names',
    post('Connection: Content-Length\r\nContent-Length: 3\r\n', 'abc'),
    'POST /first HTTP/1.1',
    'abc',
  ],
  ['line ends in percent signs', `GET /a%0d%0aX:%20y HTTP/1.1\r\n${host}\r\n`, 'GET /a%0d%0aX:%20y HTTP/1.1', ''],
  ['an absolute target', `GET http://a/b?c HTTP/1.1\r\n${host}\r\n`, 'GET /b?c HTTP/1.1', ''],
  [
    'an offer of HTTP/2',
    `GET /h HTTP/1.1\r\n${host}Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n`,
    'GET /h HTTP/1.1',
    '',
  ],
]

describe.each(engines)('through the gateway with the engine "$name"', ({ listen, createClient }) => {
  const clock = createSystemClock()
  const client = createClient()
  const { service, api, operation } = entriesOf('contoso')
  /** What the gateway took for calls, and what came out of it at the backend. */
  let taken: string[] = []
  let received: string[] = []
  let bodies: string[] = []
  let server: Awaited<ReturnType<Listen>>
  let backend: Awaited<ReturnType<typeof listenRaw>>

  beforeAll(async () => {
    backend = await listenRaw((connection) => {
      let answered = 0
      connection.socket.on('data', () => {
        const { requests, fault } = readRequests([Buffer.from(connection.received, 'latin1')])
        if (fault !== '') received.push(`unreadable: ${fault}`)
        for (const { line, fields, body, isWhole } of requests.slice(answered)) {
          if (!isWhole) return
          answered += 1
          received.push(line)
          bodies.push(body)
          const names = fields.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())
          const framing = names.filter((name) =>
            /^(?:host|content-length|transfer-encoding|te|trailer|upgrade|http2-settings|t|expect)$/.test(name),
          )
          const isFramedOnce = framing.filter((name) => name !== 'host').length <= 1
          if (!isFramedOnce || names.filter((name) => name === 'host').length !== 1) received.push(`fields: ${framing}`)
          connection.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        }
      })
    })
    const gateway = createGateway({
      clock,
      log: createMemoryLog(),
      client,
      counters: createSharedCounters(allocateCounterTable(16, Int32Array.of(1, 2, 3, 4)), clock),
      cache: createMemoryResponseCache(1000),
      lookupHash: (key) => key,
      openSecret: (sealed) => sealed,
    })
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']
    gateway.apply({
      type: 'snapshot',
      changeNumber: 1,
      entries: [
        service(),
        api('all', { path: '', serviceUrl: backend.origin }),
        ...methods.map((method) => operation('all', method.toLowerCase(), method, '/*')),
      ],
    })
    server = await listen({ host: '127.0.0.1', port: 0 }, (call) => {
      taken.push(`${call.method} ${call.target} HTTP/1.1`)
      gateway.handle(call)
    })
  })
  afterAll(async () => {
    await server.close(0)
    await client.close()
    await backend.close()
  })

  async function send(bytes: string): Promise<string> {
    taken = []
    received = []
    bodies = []
    return talk(server, bytes)
  }
  const last = `GET /last HTTP/1.1\r\n${host}Connection: close\r\n\r\n`

  it.each(ambiguous)('%s is refused, and nothing of it comes to the backend', async (_, request) => {
    const answer = await send(`${request}${smuggled}${last}`)
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|501) /)
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect([taken, received]).toEqual([[], []])
  })

  it.each(framedAnew)('%s is one request, framed anew', async (_, request, line, body) => {
    await send(`${request}${last}`)
    const lines = request.includes(' close\r\n') ? [line] : ['GET /last HTTP/1.1', line].sort()
    expect([taken.sort(), received.sort(), bodies.join('')]).toEqual([lines, lines, body])
  })

  it('the backend gets just the requests that were taken, for every case of the suite', async () => {
    for (const { name, request, outcome } of strictnessCases) {
      const answer = await send(`${request}${last}`)
      const expected = outcome === 'handled' ? taken.toSorted() : []
      // Two calls of one connection may reach the backend in any order; of a broken body nothing whole does.
      expect([name, received.sort()]).toEqual([name, expected])
      const isFollowed = outcome === 'handled' && !request.includes('HTTP/1.0')
      expect([name, taken.includes('GET /last HTTP/1.1')]).toEqual([name, isFollowed])
      if (outcome !== 'handled') expect([name, answer.slice(0, 12)]).toEqual([name, `HTTP/1.1 ${outcome}`])
    }
  })
})
