import { describe, expect, test } from 'vitest'
import type { HttpServer, ServerCall } from '../http.ts'
import { connectRaw } from './raw-connection.ts'
import type { HttpServerSuite } from './server.suite.ts'
import { echo, open, respondOk, serve, talk } from './serving.ts'

const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const post = (framing: string) => `POST / HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n`

/** What a server does with clients that send too much, too slowly, or too many at a time. */
export function describeServerPeers({ name, listen }: HttpServerSuite): void {
  describe(`bodies that are too long for ${name}`, () => {
    test('are refused by the length that they announce, before anybody hears of them', async () => {
      let calls = 0
      const server = await serve(
        listen,
        (call) => {
          calls += 1
          respondOk(call)
        },
        { maxBodyBytes: 100 },
      )
      expect(await talk(server, `${post('Content-Length: 101')}${'x'.repeat(101)}`)).toMatch(
        /^HTTP\/1\.1 413 .*Request entity too large/s,
      )
      expect(calls).toBe(0)
      expect(await talk(server, `${post('Content-Length: 100\r\nConnection: close')}${'x'.repeat(100)}`)).toMatch(
        /^HTTP\/1\.1 200 /,
      )
    })

    test('are refused as soon as more has come, where they announce none', async () => {
      const server = await serve(listen, echo, { maxBodyBytes: 100 })
      const chunk = `32\r\n${'x'.repeat(50)}\r\n`
      const chunked = post('Transfer-Encoding: chunked\r\nConnection: close')
      expect(await talk(server, `${chunked}${chunk}${chunk}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
      expect(await talk(server, `${chunked}${chunk}${chunk}1\r\nx\r\n`)).toMatch(/^HTTP\/1\.1 413 /)
    })
  })

  describe(`slow clients of ${name}`, () => {
    test('are answered 408 when a body comes byte by byte', async () => {
      const server = await serve(listen, echo, { lowestRate: { bytesPerSecond: 1_000_000, graceMs: 100 } })
      const connection = await open(server)
      connection.write(post('Content-Length: 1000000'))
      const dripping = setInterval(() => connection.write('x'), 20)
      const received = await connection.untilClosed().finally(() => clearInterval(dripping))
      expect(received).toMatch(/^HTTP\/1\.1 408 .*The request body comes too slowly\./s)
    })

    test('lose their connection when they do not take an answer', async () => {
      const aborted = Promise.withResolvers<void>()
      const server = await serve(
        listen,
        (call) => {
          call.onAbort(() => aborted.resolve())
          const writer = call.respondStream({ status: 200, headers: [] })
          writer.write(Buffer.alloc(32 * 1_048_576))
        },
        { lowestRate: { bytesPerSecond: 1e9, graceMs: 100 } },
      )
      const connection = await connectRaw(server.port)
      connection.socket.pause()
      connection.write(get)
      await aborted.promise
      connection.close()
    })

    test('are not blamed for the time that the handler takes', async () => {
      let held: ServerCall | undefined
      const server = await serve(
        listen,
        (call) => {
          held = call
        },
        { lowestRate: { bytesPerSecond: 1_000_000, graceMs: 50 } },
      )
      const talking = talk(server, `${post('Content-Length: 1000\r\nConnection: close')}x`)
      // Many looks long.
      await new Promise((resolve) => setTimeout(resolve, 400))
      if (held !== undefined) respondOk(held)
      expect(await talking).toMatch(/^HTTP\/1\.1 200 /)
    })
  })

  describe(`connections of ${name}`, () => {
    const served = async (server: HttpServer) => {
      const connection = await open(server)
      await connection.write(get).until('\r\n\r\nok')
      return connection
    }

    test('are refused beyond the number that may be open', async () => {
      const server = await serve(listen, () => {}, { maxConnections: 2 })
      const busy = [await open(server), await open(server)]
      for (const connection of busy) connection.write(get)
      expect(await talk(server, get)).toMatch(/^HTTP\/1\.1 503 .*Too many connections are open\./s)
    })

    test('make room when they are not in use', async () => {
      const server = await serve(listen, respondOk, { maxConnections: 2 })
      const first = await served(server)
      const second = await served(server)
      await served(server)
      expect(await first.untilClosed()).toMatch(/^HTTP\/1\.1 200 /)
      second.write(get)
      await second.when(() => second.received.split('\r\n\r\nok').length === 3)
    })

    test('are refused beyond the number of one address', async () => {
      const server = await serve(listen, respondOk, { maxConnectionsPerAddress: 1 })
      const first = await served(server)
      expect(await talk(server, get)).toMatch(/^HTTP\/1\.1 503 /)
      first.close()
      await first.untilClosed()
      await expect
        .poll(async () => (await talk(server, get.replace('Host', 'Connection: close\r\nHost'))).slice(9, 12))
        .toBe('200')
    })
  })
}
