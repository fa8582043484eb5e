import { connect as connectSecure } from 'node:tls'
import { describe, expect, test } from 'vitest'
import type { ResponseWriter, ServerCall } from '../http.ts'
import { createClientCertificate } from './client-certificate.ts'
import { connectRaw } from './raw-connection.ts'
import type { HttpServerSuite } from './server.suite.ts'
import { echo, open, request, respondOk, serve, talk } from './serving.ts'

/** Limits of size and time, ports, TLS, and the end of a server. */
export function describeServerLimits({ name, listen, certificate }: HttpServerSuite): void {
  describe(`limits of ${name}`, () => {
    test('refuse a head that is too long', async () => {
      const server = await serve(listen, respondOk, { maxHeadBytes: 2_048 })
      const head = (size: number) => `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ${'x'.repeat(size)}\r\n\r\n`
      expect(await talk(server, head(1_500))).toMatch(/^HTTP\/1\.1 200 /)
      expect(await talk(server, head(3_000))).toMatch(/^HTTP\/1\.1 431 /)
      expect(await talk(server, `GET /${'x'.repeat(3_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
    })

    test('take a head of 30 kB by default and refuse one of 40 kB', async () => {
      const server = await serve(listen, respondOk)
      const head = (size: number) => `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ${'x'.repeat(size)}\r\n\r\n`
      expect(await talk(server, head(30_000))).toMatch(/^HTTP\/1\.1 200 /)
      expect(await talk(server, head(40_000))).toMatch(/^HTTP\/1\.1 431 /)
    })

    test('refuse too many header fields, and drop none', async () => {
      const server = await serve(listen, (call) =>
        call.respond({ status: 200, headers: [] }, String(call.headers.length / 2)),
      )
      const head = (count: number) =>
        `GET / HTTP/1.1\r\n${'X: 1\r\n'.repeat(count - 2)}Host: a\r\nConnection: close\r\n\r\n`
      expect(await talk(server, head(250))).toMatch(/\r\n\r\n250$/)
      expect(await talk(server, head(300))).toMatch(/^HTTP\/1\.1 431 /)
      expect(await talk(server, head(3_000))).toMatch(/^HTTP\/1\.1 431 /)
    })

    test('answer 408 to a head that does not come to its end, nothing where none began', async () => {
      const server = await serve(listen, respondOk, { headTimeoutMs: 100 })
      expect(await talk(server, 'GET / HTTP/1.1\r\nHost:')).toMatch(/^HTTP\/1\.1 408 /)
      expect(await talk(server, '')).toBe('')
    })

    test('close a connection without calls after the idle time', async () => {
      const server = await serve(listen, respondOk, { idleTimeoutMs: 100 })
      const received = await talk(server, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      expect(received).toMatch(/\r\n\r\nok$/)
    })

    test('answer 408 to a body that stalls', async () => {
      const server = await serve(listen, echo, { idleTimeoutMs: 100 })
      const received = await talk(server, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc')
      expect(received).toMatch(/^HTTP\/1\.1 408 /)
    })

    test('give a handler more than the idle time', async () => {
      const server = await serve(listen, (call) => void setTimeout(() => respondOk(call), 500), { idleTimeoutMs: 100 })
      const received = await talk(server, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
      expect(received).toMatch(/\r\n\r\nok$/)
    })
  })

  describe(`ports of ${name}`, () => {
    test('fail with EADDRINUSE when taken', async () => {
      const { port } = await serve(listen, respondOk)
      await expect(listen({ host: '127.0.0.1', port }, respondOk)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    })

    test.runIf(process.platform === 'linux')('are shared when asked for', async () => {
      const first = await serve(listen, respondOk, { reusePort: true })
      const second = await serve(listen, respondOk, { reusePort: true, port: first.port })
      expect(second.port).toBe(first.port)
      expect((await request(first.port, {})).body).toBe('ok')
    })
  })

  describe(`TLS of ${name}`, () => {
    test('serves, says so to the handler, and outlives a client that speaks no TLS', async () => {
      const tls = await certificate()
      const server = await serve(
        listen,
        (call) => call.respond({ status: 200, headers: [] }, `${call.isSecure} ${call.remoteAddress}`),
        { tls },
      )
      await talk(server, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      const received = await new Promise<string>((resolve, reject) => {
        const socket = connectSecure({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false })
        let text = ''
        socket.on('data', (piece) => {
          text += piece.toString()
        })
        socket.on('error', reject)
        socket.on('close', () => resolve(text))
        socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
      })
      expect(received).toMatch(/\r\n\r\ntrue 127\.0\.0\.1$/)
    })

    test('waits for calls in flight', async () => {
      const begun = Promise.withResolvers<ServerCall>()
      const server = await listen({ host: '127.0.0.1', port: 0, tls: await certificate() }, begun.resolve)
      const socket = connectSecure({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false })
      let text = ''
      socket.on('data', (piece) => {
        text += piece.toString()
      })
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      const call = await begun.promise
      const closing = server.close(60_000)
      respondOk(call)
      await closed
      expect(text).toMatch(/\r\n\r\nok$/)
      await closing
    })

    test('trusts the clients that it trusted before its certificate was changed', async () => {
      const shown = await createClientCertificate()
      const tls = { ...(await certificate()), requestsClientCertificate: true, clientAuthorities: [shown.cert] }
      const server = await serve(
        listen,
        (call) => call.respond({ status: 200, headers: [] }, String(call.clientCertificate?.isTrusted)),
        { tls },
      )
      const isTrusted = () =>
        new Promise<string>((resolve, reject) => {
          const options = { port: server.port, host: '127.0.0.1', rejectUnauthorized: false, ...shown }
          const socket = connectSecure(options)
          let text = ''
          socket.on('data', (piece) => {
            text += piece.toString()
          })
          socket.on('error', reject)
          socket.on('close', () => resolve(text.slice(text.indexOf('\r\n\r\n') + 4)))
          socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
        })
      expect(await isTrusted()).toBe('true')
      server.useCertificate(await certificate())
      expect(await isTrusted()).toBe('true')
    })

    test('ends at once although somebody is still shaking hands', async () => {
      const server = await listen({ host: '127.0.0.1', port: 0, tls: await certificate() }, respondOk)
      const connection = await open(server)
      await server.close(60_000)
      await connection.untilClosed()
    })
  })

  describe(`the end of ${name}`, () => {
    test('closes idle connections at once, used and unused ones', async () => {
      const server = await listen({ host: '127.0.0.1', port: 0 }, respondOk)
      const used = await open(server)
      await used.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n').until('ok')
      const unused = await open(server)
      await server.close(60_000)
      await Promise.all([used.untilClosed(), unused.untilClosed()])
      await expect(connectRaw(server.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    })

    test('waits for calls in flight, whole and streamed', async () => {
      const calls: ServerCall[] = []
      const { promise: both, resolve: onBoth } = Promise.withResolvers<void>()
      let writer: ResponseWriter | undefined
      const server = await listen({ host: '127.0.0.1', port: 0 }, (call) => {
        calls.push(call)
        if (call.target === '/stream') writer = call.respondStream({ status: 200, headers: [] })
        if (calls.length === 2) onBoth()
      })
      const whole = await open(server)
      whole.write('GET /whole HTTP/1.1\r\nHost: a\r\n\r\n')
      const stream = await open(server)
      stream.write('GET /stream HTTP/1.1\r\nHost: a\r\n\r\n')
      await both
      const closed = server.close(60_000)
      calls.find((call) => call.target === '/whole')?.respond({ status: 200, headers: [] }, 'late')
      expect(await whole.untilClosed()).toMatch(/Connection: close\r\n[\s\S]*late$/i)
      writer?.write(Buffer.from('late'))
      writer?.end()
      expect(await stream.untilClosed()).toMatch(/\r\nlate\r\n0\r\n\r\n$/)
      await closed
    })

    test('breaks what is left after the grace', async () => {
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      let isAborted = false
      const server = await listen({ host: '127.0.0.1', port: 0 }, (call) => {
        call.onAbort(() => {
          isAborted = true
        })
        begin()
      })
      const connection = await open(server)
      connection.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      await begun
      await server.close(50)
      expect(await connection.untilClosed()).toBe('')
      expect(isAborted).toBe(true)
    })
  })
}
