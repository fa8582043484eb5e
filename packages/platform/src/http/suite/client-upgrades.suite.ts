import { describe, expect, onTestFinished, test } from 'vitest'
import type { BodyFlow, ClientRequest, HeaderArray, HttpClient, UpgradedConnection } from '../http.ts'
import type { HttpClientSuite } from './client.suite.ts'
import { listenRaw, type RawConnection } from './raw-connection.ts'
import { failureOf } from './sending.ts'
import { until, untilStill } from './waiting.ts'

const followed =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\nX-Made: caf\xe9\r\n\r\n'

interface Followed {
  readonly headers: HeaderArray
  readonly connection: UpgradedConnection
}

/** Resolves with the connection, or with the status of an answer that declines; rejects with what `onError` is told. */
function offer(client: HttpClient, request: Partial<ClientRequest> & { origin: string }): Promise<Followed | number> {
  return new Promise((resolve, reject) => {
    let status = 0
    client.upgrade({ method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000, ...request }, 'websocket', {
      onUpgrade: (headers, connection) => resolve({ headers, connection }),
      onHead: (head) => {
        status = head.status
      },
      onData: () => undefined,
      onEnd: () => resolve(status),
      onError: reject,
    })
  })
}

/** What comes on a connection, as text, and how it ended. */
function listenTo(connection: UpgradedConnection): { text: string; end: 'open' | 'ended' | 'broken'; flow: BodyFlow } {
  const heard = {
    text: '',
    end: 'open' as 'open' | 'ended' | 'broken',
    flow: connection.flow({
      onData: (chunk) => {
        heard.text += Buffer.from(chunk).toString('latin1')
      },
      onEnd: () => {
        heard.end = 'ended'
      },
      onError: () => {
        heard.end = 'broken'
      },
    }),
  }
  return heard
}

/** How a client leaves HTTP for a WebSocket. @see RFC 9110, 7.8 */
export function describeClientUpgrades({ name, createClient }: HttpClientSuite, start: () => HttpClient): void {
  const answering = async (answer: string | ((connection: RawConnection) => void)) => {
    const server = await listenRaw(async (connection) => {
      await connection.until('\r\n\r\n')
      if (typeof answer === 'string') connection.write(answer)
      else answer(connection)
    })
    onTestFinished(() => server.close())
    return server
  }
  const follow = async (client: HttpClient, origin: string): Promise<Followed> => {
    const made = await offer(client, { origin })
    if (typeof made === 'number') throw new Error(`Declined with ${made}.`)
    return made
  }

  describe(`offers of ${name} to change to WebSocket`, () => {
    test('carry the fields they are given and their own', async () => {
      const server = await answering(followed)
      const { headers, connection } = (await offer(start(), {
        origin: server.origin,
        target: '/chat?x=1',
        headers: ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ==', 'Connection', 'keep-alive', 'Upgrade', 'h2c'],
      })) as Followed
      const received = server.connections[0]?.received ?? ''
      expect(received).toMatch(/^GET \/chat\?x=1 HTTP\/1\.1\r\n/)
      expect(received).toContain('\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n')
      expect(received.toLowerCase().match(/^(connection|upgrade): .*$/gm)).toEqual([
        'connection: upgrade',
        'upgrade: websocket',
      ])
      expect(headers).toEqual(['Connection', 'upgrade', 'Upgrade', 'WebSocket', 'X-Made', 'caf\xe9'])
      connection.abort()
    })

    test('give a connection with bytes both ways, those at once behind the head too', async () => {
      const server = await answering(`${followed}one`)
      const { connection } = await follow(start(), server.origin)
      const heard = listenTo(connection)
      await until(() => heard.text === 'one')
      connection.write(Buffer.from('\0up\xff', 'latin1'))
      await server.connections[0]?.until('\0up\xff')
      server.connections[0]?.write('\0two\xff')
      await until(() => heard.text === 'one\0two\xff')
      connection.abort()
    })

    test('are declined by any other answer', async () => {
      const server = await answering('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno')
      expect(await offer(start(), { origin: server.origin })).toBe(403)
    })

    test.each([
      ['protocol', 'a change to something else', followed.replace('WebSocket', 'h2c')],
      ['connection-lost', 'a change to nothing, and an end', followed.replace('Upgrade: WebSocket\r\n', '')],
      ['connection-lost', 'an end', ''],
    ])('fail with %s for %s', async (failure, _, answer) => {
      const server = await answering((connection) => connection.write(answer).socket.end())
      expect(await failureOf(offer(start(), { origin: server.origin }))).toBe(failure)
    })

    test('fail with timeout when no answer comes', async () => {
      const server = await answering(() => undefined)
      expect(await failureOf(offer(start(), { origin: server.origin, headTimeoutMs: 60 }))).toBe('timeout')
    })

    test('give a connection of which each direction ends by itself', async () => {
      const server = await answering(followed)
      const { connection } = await follow(start(), server.origin)
      const heard = listenTo(connection)
      let isClosed = false
      connection.onClosed(() => {
        isClosed = true
      })
      const [raw] = server.connections
      raw?.socket.end('bye')
      await until(() => heard.end === 'ended')
      expect([heard.text, isClosed]).toEqual(['bye', false])
      connection.write(Buffer.from('last words'))
      connection.end()
      await raw?.until('last words')
      await until(() => isClosed)
    })

    test('give a connection that can be held back', async () => {
      const total = 32 * 1024 * 1024
      const piece = Buffer.alloc(65_536)
      let sent = 0
      const server = await answering((raw) => {
        raw.write(followed)
        const send = () => {
          while (sent < total) {
            sent += piece.length
            if (!raw.socket.write(piece)) return
          }
          raw.socket.end()
        }
        raw.socket.on('drain', send)
        send()
      })
      const { connection } = await follow(start(), server.origin)
      let received = 0
      let isEnded = false
      const flow = connection.flow({
        onData: (chunk) => {
          received += chunk.length
          if (received < 1_000_000) flow.pause()
        },
        onEnd: () => {
          isEnded = true
        },
        onError: () => undefined,
      })
      await untilStill(() => sent)
      expect(sent).toBeLessThan(total)
      while (received < 1_000_000) {
        flow.resume()
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      await until(() => isEnded)
      expect(received).toBe(total)
    })

    test('tell when the connection breaks, and break with the client', async () => {
      const server = await answering(followed)
      const client = createClient()
      const first = listenTo((await follow(client, server.origin)).connection)
      server.connections[0]?.socket.resetAndDestroy()
      await until(() => first.end === 'broken')
      const second = listenTo((await follow(client, server.origin)).connection)
      await client.close()
      await until(() => second.end === 'broken')
      await server.connections[1]?.untilClosed()
    })

    test('leave other requests to the same server alone', async () => {
      const server = await listenRaw(async (connection) => {
        const head = await connection.until('\r\n\r\n')
        connection.write(head.startsWith('GET /ws') ? followed : 'HTTP/1.1 204 No Content\r\n\r\n')
      })
      onTestFinished(() => server.close())
      const client = start()
      const made = (await offer(client, { origin: server.origin, target: '/ws' })) as Followed
      expect(await offer(client, { origin: server.origin, target: '/other' })).toBe(204)
      made.connection.abort()
    })
  })
}
