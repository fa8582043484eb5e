import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2'
import { createServer as createHttp1Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ClientRequest, HttpClient } from '../http.ts'
import type { HttpClientSuite } from './client.suite.ts'
import { listenRaw } from './raw-connection.ts'
import { failureOf, send, TestBody } from './sending.ts'
import { until } from './waiting.ts'

type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void

/** How a client speaks HTTP/2. @see RFC 9113 */
export function describeClientHttp2({ name, createClient, authority, certificate }: HttpClientSuite): void {
  const start = async (): Promise<HttpClient> => {
    const client = createClient({ certificateAuthorities: [await authority()] })
    onTestFinished(() => client.close())
    return client
  }
  /** A server of HTTP/2 that counts its connections. */
  const serve = async (onStream: OnStream, isSecure = true) => {
    const { certificate: cert, privateKey: key } = await certificate()
    const server: Http2Server = isSecure ? createSecureServer({ cert, key }) : createServer()
    const counted = { sessions: 0 }
    server.on('session', (session) => {
      counted.sessions += 1
      // Clients of some tests break off.
      session.on('error', () => undefined)
    })
    server.on('stream', (stream, headers) => {
      stream.on('error', () => undefined)
      onStream(stream, headers)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    return { origin: `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`, counted }
  }
  const serveHttp1 = async () => {
    const { certificate: cert, privateKey: key } = await certificate()
    const server = createHttp1Server({ cert, key }, (request, response) => response.end(request.httpVersion))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const ok: OnStream = (stream) => {
    stream.respond({ ':status': 200 })
    stream.end('2')
  }

  describe(`HTTP/2 of ${name}`, () => {
    test.each([
      ['2', 'https', '2'],
      ['2or1', 'https', '2'],
      ['2', 'http', '2'],
    ] as const)('is spoken for %s over %s', async (httpVersion, scheme, expected) => {
      const { origin } = await serve(ok, scheme === 'https')
      expect((await send(await start(), { origin, httpVersion })).body).toBe(expected)
    })

    test('is left for HTTP/1.1 where 2or1 meets nothing else, and without TLS', async () => {
      const client = await start()
      expect((await send(client, { origin: await serveHttp1(), httpVersion: '2or1' })).body).toBe('1.1')
      const plain = await listenRaw(async (connection) => {
        await connection.until('\r\n\r\n')
        connection.write(`HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n${connection.received.slice(6, 14)}`)
      })
      onTestFinished(() => plain.close())
      expect((await send(client, { origin: plain.origin, httpVersion: '2or1' })).body).toBe('HTTP/1.1')
    })

    test('fails with protocol where 2 meets a server without it', async () => {
      const client = await start()
      expect(await failureOf(send(client, { origin: await serveHttp1(), httpVersion: '2' }))).toBe('protocol')
      const plain = await listenRaw((connection) => {
        connection.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')
      })
      onTestFinished(() => plain.close())
      expect(await failureOf(send(client, { origin: plain.origin, httpVersion: '2' }))).toBe('protocol')
    })

    test('carries method, target, Host and fields, and brings status and fields back', async () => {
      let seen: IncomingHttpHeaders = {}
      const { origin } = await serve((stream, headers) => {
        seen = headers
        stream.respond({ ':status': 299, 'set-cookie': ['a=1', 'b=2'], 'x-made': 'here' })
        stream.end('hi')
      })
      const answer = await send(await start(), {
        origin,
        httpVersion: '2',
        method: 'PUT',
        target: '/a%20b?c=1',
        headers: ['X-One', '1', 'Host', 'other.test:81', 'Connection', 'close', 'Keep-Alive', '5'],
        body: Buffer.from('payload'),
      })
      expect(seen).toMatchObject({
        ':method': 'PUT',
        ':path': '/a%20b?c=1',
        ':authority': 'other.test:81',
        'x-one': '1',
      })
      expect(seen['content-length']).toBe('7')
      expect([seen.connection, seen['keep-alive']]).toEqual([undefined, undefined])
      expect([answer.status, answer.reason, answer.body]).toEqual([299, undefined, 'hi'])
      expect(answer.headers.slice(0, 6)).toEqual(['set-cookie', 'a=1', 'set-cookie', 'b=2', 'x-made', 'here'])
    })

    test('brings each piece as it comes, and takes each as it is given', async () => {
      const pieces: string[] = []
      let respond = (_: string) => {}
      const { origin } = await serve((stream) => {
        stream.respond({ ':status': 200 })
        stream.on('data', (chunk: Buffer) => pieces.push(chunk.toString()))
        respond = (text) => void stream.write(text)
        stream.on('end', () => stream.end())
      })
      let isFlowing = false
      const body = new TestBody(undefined).onFlow(() => {
        isFlowing = true
      })
      let received = ''
      let isEnded = false
      const request: ClientRequest = {
        origin,
        httpVersion: '2',
        method: 'POST',
        target: '/',
        headers: [],
        body,
        headTimeoutMs: 10_000,
      }
      ;(await start()).send(request, {
        onHead: () => undefined,
        onData: (chunk) => {
          received += Buffer.from(chunk).toString()
        },
        onEnd: () => {
          isEnded = true
        },
        onError: (error) => {
          received = String(error)
        },
      })
      await until(() => isFlowing)
      body.piece('one')
      await until(() => pieces.join('') === 'one')
      respond('1')
      await until(() => received === '1')
      body.piece('two')
      await until(() => pieces.join('') === 'onetwo')
      respond('2')
      await until(() => received === '12')
      body.end()
      await until(() => isEnded)
    })

    test('lets many requests share a connection', async () => {
      const { origin, counted } = await serve(ok)
      const client = await start()
      await send(client, { origin, httpVersion: '2' })
      await Promise.all(Array.from({ length: 20 }, () => send(client, { origin, httpVersion: '2' })))
      expect(counted.sessions).toBe(1)
    })

    test('fails with connection-lost for a stream that is reset, with timeout for one that says nothing', async () => {
      const { origin } = await serve((stream, headers) => {
        if (headers[':path'] === '/reset') stream.close(2)
      })
      const client = await start()
      expect(await failureOf(send(client, { origin, httpVersion: '2', target: '/reset' }))).toBe('connection-lost')
      expect(await failureOf(send(client, { origin, httpVersion: '2', headTimeoutMs: 60 }))).toBe('timeout')
    })

    test('ends the stream at once that is given up', async () => {
      let isOpen = false
      let isClosed = false
      const { origin } = await serve((stream) => {
        stream.respond({ ':status': 200 })
        stream.write('begun')
        isOpen = true
        stream.on('close', () => {
          isClosed = true
        })
      })
      const flow = (await start()).send(
        { origin, httpVersion: '2', method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
        { onHead: () => undefined, onData: () => undefined, onEnd: () => undefined, onError: () => undefined },
      )
      await until(() => isOpen)
      flow.cancel()
      await until(() => isClosed)
    })
  })
}
