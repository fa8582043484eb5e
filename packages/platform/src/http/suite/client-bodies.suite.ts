import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { BodyFlow, HttpClient } from '../http.ts'
import { answering, type HttpClientSuite } from './client.suite.ts'
import { listenRaw } from './raw-connection.ts'
import { failureOf, send, TestBody } from './sending.ts'
import { until, untilStill } from './waiting.ts'

const empty = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'
const megabyte = 1_048_576
const sentBytes = 200 * megabyte
const heldBytes = 24 * megabyte

/** Bodies in both directions, as the backend sees them. */
export function describeClientBodies({ name }: HttpClientSuite, start: () => HttpClient): void {
  describe(`bodies of ${name}`, () => {
    test('go out whole with their length', async () => {
      const server = await answering(empty)
      await send(start(), { origin: server.origin, method: 'POST', body: Buffer.from('abc') })
      expect(await server.connections[0]?.until('abc')).toMatch(/\r\ncontent-length: 3\r\n(.*\r\n)*\r\nabc$/i)
    })

    test('are announced as empty for methods that mean one, and not for others', async () => {
      const server = await answering(empty)
      await send(start(), { origin: server.origin, method: 'POST' })
      await send(start(), { origin: server.origin, method: 'GET' })
      expect(server.connections[0]?.received).toMatch(/\r\ncontent-length: 0\r\n/i)
      expect(server.connections[1]?.received).not.toMatch(/content-length|transfer-encoding/i)
    })

    test.each([
      ['with their length', 6, 6],
      ['with their length, large', 100_000, 100_000],
      ['in chunks', undefined, 6],
    ])('flow %s', async (_, length, size) => {
      const server = await answering(empty)
      const body = new TestBody(length)
      body.onFlow(() => {
        body.piece('x'.repeat(size - 3))
        setImmediate(() => {
          body.piece('end')
          body.end()
        })
      })
      await send(start(), { origin: server.origin, method: 'PUT', body })
      const received = (await server.connections[0]?.until(length === undefined ? '\r\n0\r\n\r\n' : 'end')) ?? ''
      if (length === undefined) expect(received).toMatch(/transfer-encoding: chunked[\s\S]*\r\n3\r\nend\r\n0\r\n\r\n$/i)
      else expect(received).toMatch(new RegExp(`content-length: ${length}\r\n(.*\r\n)*\r\nx{${size - 3}}end$`, 'i'))
    })

    test('break the request off when they break off', async () => {
      const server = await answering()
      const body = new TestBody(undefined)
      body.onFlow(() => {
        body.piece('abc')
        setTimeout(() => body.fail(new Error('gone')), 20)
      })
      expect(await failureOf(send(start(), { origin: server.origin, method: 'PUT', body }))).toBe('connection-lost')
      expect(await server.connections[0]?.untilClosed()).not.toMatch(/\r\n0\r\n\r\n$/)
    })

    test('fail the request when they are broken before anything was sent', async () => {
      const body = new TestBody(3)
      body.onFlow(() => body.fail(new Error('gone')))
      const server = await answering(empty)
      expect(await failureOf(send(start(), { origin: server.origin, method: 'PUT', body }))).toBe('connection-lost')
    })

    test.each([
      ['shorter', 100_000, 10],
      ['longer', 100_000, 100_010],
    ])('break the request off when they are %s than announced', async (_, length, size) => {
      const server = await answering()
      const body = new TestBody(length)
      body.onFlow(() => {
        body.piece(Buffer.alloc(size, 'x'))
        body.end()
      })
      const failure = await failureOf(send(start(), { origin: server.origin, method: 'PUT', body }))
      expect(['connection-lost', 'protocol']).toContain(failure)
      const received = (await server.connections[0]?.untilClosed()) ?? ''
      expect(received.length - received.indexOf('\r\n\r\n') - 4).toBeLessThanOrEqual(length)
    })

    test('are given up when the answer comes before their end', async () => {
      const server = await answering('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      const body = new TestBody(undefined)
      body.onFlow(() => body.piece('abc'))
      expect(await send(start(), { origin: server.origin, method: 'PUT', body })).toMatchObject({ status: 413 })
      await until(() => body.isCancelled)
    })

    test('do not pile up for a backend that reads slowly', async () => {
      const server = await listenRaw((connection) => {
        connection.socket.removeAllListeners('data')
        connection.socket.pause()
      })
      onTestFinished(() => server.close())
      const body = new TestBody(sentBytes)
      let sent = 0
      const chunk = Buffer.alloc(65_536)
      const pour = () => {
        while (!body.isPaused && sent < sentBytes) {
          sent += chunk.length
          body.piece(chunk)
        }
        if (sent === sentBytes) body.end()
      }
      body.onFlow(pour)
      body.onResume(() => setImmediate(pour))
      const result = send(start(), { origin: server.origin, method: 'PUT', body })
      await until(() => body.isPaused)
      await untilStill(() => sent)
      expect(sent).toBeLessThan(heldBytes)
      let received = 0
      server.connections[0]?.socket.on('data', (piece) => {
        received += piece.length
        if (received > sentBytes) server.connections[0]?.write(empty)
      })
      server.connections[0]?.socket.resume()
      expect(await result).toMatchObject({ status: 200 })
      expect(sent).toBe(sentBytes)
    })

    test.each([
      ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'],
      ['HEAD', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
      ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
      ['GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n'],
    ])('are empty after %s when the head says so: %s', async (method, answer) => {
      const server = await answering(answer)
      expect(await send(start(), { origin: server.origin, method })).toMatchObject({ body: '' })
    })

    test('come in chunks, without extensions and trailer', async () => {
      const server = await answering(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: 1\r\n\r\n',
      )
      expect(await send(start(), { origin: server.origin })).toMatchObject({ body: 'abc0123456789' })
    })

    test('end with the connection when nothing else says where', async () => {
      for (const version of ['1.0', '1.1']) {
        const server = await answering(`HTTP/${version} 200 OK\r\nConnection: close\r\n\r\nabc`)
        const result = send(start(), { origin: server.origin })
        await until(() => server.connections[0]?.received.includes('\r\n\r\n') === true)
        server.connections[0]?.socket.end()
        expect(await result).toMatchObject({ body: 'abc' })
      }
    })

    test('are lost when the connection is reset, the head having come', async () => {
      const server = await answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n')
      const result = new Promise((resolve) => {
        start().send(
          { origin: server.origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
          {
            onHead: () => {},
            onData: () => void server.connections[0]?.socket.resetAndDestroy(),
            onEnd: () => resolve('end'),
            onError: resolve,
          },
        )
      })
      expect(await result).toMatchObject({ failure: 'connection-lost' })
    })

    test('can be held back, and do not pile up meanwhile', async () => {
      let sent = 0
      const chunk = Buffer.alloc(65_536)
      const server = await listenRaw(async (connection) => {
        await connection.until('\r\n\r\n')
        connection.write(`HTTP/1.1 200 OK\r\nContent-Length: ${sentBytes}\r\n\r\n`)
        const pour = () => {
          while (sent < sentBytes) {
            sent += chunk.length
            if (!connection.socket.write(chunk)) return
          }
        }
        connection.socket.on('drain', pour)
        pour()
      })
      onTestFinished(() => server.close())
      let received = 0
      let mostHeld = 0
      await new Promise<void>((resolve, reject) => {
        const flow: BodyFlow = start().send(
          { origin: server.origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
          {
            onHead: () => {},
            onData(piece) {
              received += piece.length
              mostHeld = Math.max(mostHeld, sent - received)
              if (received > sentBytes / 50) return
              flow.pause()
              setTimeout(() => flow.resume(), 2)
            },
            onEnd: resolve,
            onError: reject,
          },
        )
      })
      expect(received).toBe(sentBytes)
      expect(mostHeld).toBeLessThan(heldBytes)
    })

    test.each(['before the head', 'after the head'])('end the connection when the caller gives up %s', async (when) => {
      const server = await answering(
        when === 'after the head' ? 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n' : '',
      )
      const events: string[] = []
      const { promise: hasHead, resolve: onHead } = Promise.withResolvers<void>()
      const flow = start().send(
        { origin: server.origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000 },
        {
          onHead: () => onHead(),
          onData: () => {},
          onEnd: () => events.push('end'),
          onError: () => events.push('error'),
        },
      )
      await until(() => server.connections[0]?.received.includes('\r\n\r\n') === true)
      if (when === 'after the head') await hasHead
      flow.cancel()
      flow.cancel()
      await server.connections[0]?.untilClosed()
      expect(events).toEqual([])
    })

    test('are not asked for when the caller gives up at once', async () => {
      const server = await answering(empty)
      const body = new TestBody(undefined)
      const flow = start().send(
        { origin: server.origin, method: 'PUT', target: '/', headers: [], body, headTimeoutMs: 10_000 },
        { onHead: () => {}, onData: () => {}, onEnd: () => {}, onError: () => {} },
      )
      flow.cancel()
      // Another client's request is the sign that time has passed.
      connect({ port: Number(new URL(server.origin).port), host: '127.0.0.1' }).end('GET / HTTP/1.1\r\n\r\n')
      await until(() => server.connections.some((connection) => connection.received.startsWith('GET')))
      expect(server.connections.some((connection) => connection.received.startsWith('PUT'))).toBe(false)
    })
  })
}
