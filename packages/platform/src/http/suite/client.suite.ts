import { describe, expect, onTestFinished, test } from 'vitest'
import type { KeyedCertificate } from '../../certificates/issue-certificates.ts'
import type { HttpClient } from '../http.ts'
import { describeClientBodies } from './client-bodies.suite.ts'
import { describeClientConnections } from './client-connections.suite.ts'
import { describeClientHttp2 } from './client-http2.suite.ts'
import { describeClientUpgrades } from './client-upgrades.suite.ts'
import { malformedResponses } from './malformed-responses.ts'
import { listenRaw, type RawConnection, type RawServer } from './raw-connection.ts'
import { failureOf, send } from './sending.ts'

export interface HttpClientSuite {
  readonly name: string
  /** `certificateAuthorities` are trusted besides those of the system. */
  readonly createClient: (options?: { readonly certificateAuthorities?: readonly string[] }) => HttpClient
  /** The authority's certificate, and one of its making for `localhost` and 127.0.0.1. */
  readonly authority: () => Promise<string>
  readonly certificate: () => Promise<KeyedCertificate>
}

/** A raw server that answers each request head on a connection with the next of these answers. */
export async function answering(...answers: readonly string[]): Promise<RawServer> {
  const server = await listenRaw(async (connection: RawConnection) => {
    let from = 0
    for (const answer of answers) {
      const end = await headEnd(connection, from)
      if (end === -1) return
      from = end
      connection.write(answer)
    }
  })
  onTestFinished(() => server.close())
  return server
}

async function headEnd(connection: RawConnection, from: number): Promise<number> {
  await connection.when(() => connection.isClosed || connection.received.indexOf('\r\n\r\n', from) !== -1)
  const at = connection.received.indexOf('\r\n\r\n', from)
  return at === -1 ? -1 : at + 4
}

/** What every HTTP client of ours does. */
export function describeHttpClient(suite: HttpClientSuite): void {
  const { name, createClient } = suite
  const start = () => {
    const client = createClient()
    onTestFinished(() => client.close())
    return client
  }

  describe(`requests of ${name}`, () => {
    test('carry method, target and headers as they are, with Host from the origin', async () => {
      const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      const headers = ['X-One', '1', 'x-one', '2', 'Empty', '', 'Bytes', 'caf\xe9']
      await send(start(), { origin: server.origin, method: 'REPORT', target: '/a%20b?c=%7e&d={x}', headers })
      const received = server.connections[0]?.received ?? ''
      expect(received).toMatch(/^REPORT \/a%20b\?c=%7e&d=\{x\} HTTP\/1\.1\r\n/)
      expect(received).toContain(`\r\nX-One: 1\r\nx-one: 2\r\nEmpty: \r\nBytes: caf\xe9\r\n`)
      expect(received.match(/^host: (.*)\r$/gim)).toEqual([expect.stringContaining(new URL(server.origin).host)])
    })

    test('carry the Host they are given, once', async () => {
      const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      await send(start(), { origin: server.origin, headers: ['Host', 'other.test:81'] })
      expect(server.connections[0]?.received.match(/^host: .*$/gim)).toEqual([
        expect.stringMatching(/: other\.test:81$/),
      ])
    })

    test('leave framing and connection headers to the client', async () => {
      const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      const headers = ['Content-Length', '99', 'Transfer-Encoding', 'chunked', 'Connection', 'X-Hop', 'Keep-Alive', '5']
      await send(start(), {
        origin: server.origin,
        method: 'POST',
        headers: [...headers, 'Upgrade', 'h2c', 'Expect', '100-continue', 'Proxy-Connection', 'close', 'X', 'y'],
        body: Buffer.from('abc'),
      })
      await server.connections[0]?.until('abc')
      const received = server.connections[0]?.received ?? ''
      expect(received.match(/^content-length: .*$/gim)).toEqual([expect.stringMatching(/: 3$/)])
      expect(received).not.toMatch(/^(transfer-encoding|keep-alive|upgrade|expect|proxy-connection): |X-Hop/im)
    })

    test.each([
      ['a target without slash', { target: 'x' }],
      ['a line break in the target', { target: '/a\r\nX: y' }],
      ['a space in the target', { target: '/a b' }],
      ['a line break in a header', { headers: ['X', 'a\r\nY: b'] }],
      ['a header without name', { headers: ['', 'a'] }],
      ['a method that is none', { method: 'GE T' }],
      ['a tunnel', { method: 'CONNECT' }],
      ['an origin that is none', { origin: 'nowhere' }],
      ['another scheme', { origin: 'ftp://127.0.0.1' }],
    ])('fail with protocol for %s, and send nothing', async (_, request) => {
      const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      expect(await failureOf(send(start(), { origin: server.origin, ...request }))).toBe('protocol')
      expect(server.connections.map((connection) => connection.received).join('')).toBe('')
    })
  })

  describe(`responses to ${name}`, () => {
    test('come with status, reason and headers as they are', async () => {
      const server = await answering(
        'HTTP/1.1 299 Quite fine\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nX: caf\xe9\r\nContent-Length: 2\r\n\r\nhi',
      )
      expect(await send(start(), { origin: server.origin })).toEqual({
        status: 299,
        reason: 'Quite fine',
        headers: ['Set-Cookie', 'a=1', 'set-cookie', 'b=2', 'X', 'caf\xe9', 'Content-Length', '2'],
        body: 'hi',
      })
    })

    test('come without what was said before them', async () => {
      const server = await answering(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi',
      )
      expect(await send(start(), { origin: server.origin })).toMatchObject({ status: 200, body: 'hi' })
    })

    test('are redirects that nobody follows and encodings that nobody undoes', async () => {
      const server = await answering(
        'HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi',
      )
      expect(await send(start(), { origin: server.origin })).toMatchObject({ status: 302, body: 'hi' })
      expect(server.connections[0]?.received.match(/HTTP\/1\.1/g)).toHaveLength(1)
    })

    test('come to the sink after `send` has returned', async () => {
      const server = await answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
      for (const origin of [server.origin, 'nowhere', 'http://127.0.0.1:1']) {
        let hasReturned = false
        await new Promise<void>((resolve) => {
          const hear = () => {
            expect(hasReturned).toBe(true)
            resolve()
          }
          start().send(
            { origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
            { onHead: () => {}, onData: () => {}, onEnd: hear, onError: hear },
          )
          hasReturned = true
        })
      }
    })

    test.each(malformedResponses)('$name: $failure', async ({ response, failure }) => {
      const server = await listenRaw(async (connection) => {
        await connection.until('\r\n\r\n')
        connection.write(response)
        connection.socket.end()
      })
      onTestFinished(() => server.close())
      expect(await failureOf(send(start(), { origin: server.origin }))).toBe(failure)
    })
  })

  describeClientBodies(suite, start)
  describeClientConnections(suite, start)
  describeClientUpgrades(suite, start)
  describeClientHttp2(suite)
}
