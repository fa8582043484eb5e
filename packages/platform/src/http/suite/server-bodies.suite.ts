import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { BodyFlow, CallHandler, Listen, ResponseWriter } from '../http.ts'
import { echo, open, serve, talk } from './serving.ts'
import { until, untilStill } from './waiting.ts'

const chunk = Buffer.alloc(65_536, 'x')
const megabyte = 1_048_576
/** What sockets and kernel may hold on the way: far less than what is sent in these tests. */
const heldBytes = 24 * megabyte
const sentBytes = 200 * megabyte

/** Bodies in both directions, as seen from the wire. */
export function describeServerBodies(name: string, listen: Listen): void {
  describe(`bodies at ${name}`, () => {
    test('ask for a body only when the handler wants it', async () => {
      const expectation = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n'
      const reading = await open(await serve(listen, echo))
      await reading.write(expectation).until('HTTP/1.1 100 Continue\r\n\r\n')
      await reading.write('abc').until('"abc"')
      const refusing = await talk(
        await serve(listen, (call) => call.respond({ status: 401, headers: [] })),
        expectation,
      )
      expect(refusing).toMatch(/^HTTP\/1\.1 401 /)
    })

    test('refuse an expectation that is unknown', async () => {
      const connection = await open(await serve(listen, echo))
      await connection.write('GET / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n').until('HTTP/1.1 417 ')
    })

    test('do not disturb the next request when nobody read them', async () => {
      const server = await serve(listen, (call) => call.respond({ status: 200, headers: [] }, call.target))
      const received = await talk(
        server,
        'POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 19\r\n\r\nGET /not HTTP/1.1\r\n' +
          'POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n' +
          'GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      )
      expect([...received.matchAll(/\r\n\r\n(\/[a-z\d]+)/g)].map((match) => match[1])).toEqual(['/1', '/2', '/3'])
    })

    test('do not disturb the next request when they were given up', async () => {
      const server = await serve(listen, (call) => {
        call.body.bytes(1).catch(() => call.respond({ status: 413, headers: [] }, call.target))
      })
      const connection = await open(server)
      connection.write('POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n')
      await connection.until('/1')
      connection.write('3\r\ndef\r\n0\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc')
      await connection.until('/2')
    })

    test('do not disturb the next request when they are given up after the answer', async () => {
      const { promise: answered, resolve: onAnswered } = Promise.withResolvers<BodyFlow>()
      const server = await serve(listen, (call) => {
        const sink = { onData: () => {}, onEnd: () => {}, onError: () => {} }
        const flow = call.body.length === 0 ? undefined : call.body.flow(sink)
        call.respond({ status: 200, headers: [] }, call.target)
        if (flow !== undefined) onAnswered(flow)
      })
      const connection = await open(server)
      connection.write('POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc')
      await connection.until('/1')
      const flow = await answered
      flow.cancel()
      connection.write(`${'x'.repeat(99_997)}GET /2 HTTP/1.1\r\nHost: a\r\n\r\n`)
      await connection.until('/2')
    })

    test('end the connection of a client that goes on sending without end', async () => {
      const server = await serve(listen, (call) => call.respond({ status: 413, headers: [] }))
      const connection = await open(server)
      connection.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${sentBytes}\r\n\r\n`)
      await connection.until('413')
      pourInto(connection.socket, () => {})
      await connection.untilClosed()
    })

    test('fail when the client goes away in their midst, and abort the call', async () => {
      const { promise, resolve } = Promise.withResolvers<string[]>()
      const server = await serve(listen, (call) => {
        const events: string[] = []
        const note = (event: string) => {
          events.push(event)
          if (events.length === 3) resolve(events)
        }
        call.onAbort(() => note('abort'))
        call.body.flow({ onData: () => note('data'), onEnd: () => note('end'), onError: () => note('error') })
      })
      const connection = await open(server)
      connection.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc')
      setTimeout(() => connection.close(), 20)
      const events = await promise
      expect(events[0]).toBe('data')
      expect(events.slice(1).sort()).toEqual(['abort', 'error'])
    })

    test('tell the handler that nobody waits any more, also when it asks late', async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const server = await serve(listen, (call) => {
        const writer = call.respondStream({ status: 200, headers: [] })
        call.onAbort(() => {
          writer.write(Buffer.from('ignored'))
          writer.end()
          call.onAbort(resolve)
        })
      })
      const connection = await open(server)
      connection.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      await connection.until('200')
      connection.close()
      await promise
    })

    test('send the head of a stream before there is a piece of it', async () => {
      let writer: ResponseWriter | undefined
      const server = await serve(listen, (call) => {
        writer = call.respondStream({ status: 200, headers: ['Content-Type', 'text/event-stream'] })
      })
      const connection = await open(server)
      await connection.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').until('text/event-stream')
      writer?.end()
      expect(await connection.untilClosed()).toMatch(/\r\n\r\n0\r\n\r\n$/)
    })

    test('mark the end of a stream for HTTP/1.0 by closing, a broken one by a reset', async () => {
      const server = await serve(listen, (call) => {
        const writer = call.respondStream({ status: 200, headers: [] })
        writer.write(Buffer.from('abc'))
        if (call.target === '/whole') writer.end()
        else setTimeout(() => writer.abort(), 20)
      })
      expect(await talk(server, 'GET /whole HTTP/1.0\r\n\r\n')).toMatch(/\r\n\r\nabc$/)
      const connection = await open(server)
      const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException>()
      connection.socket.on('error', resolve)
      connection.write('GET /broken HTTP/1.0\r\n\r\n')
      expect((await promise).code).toBe('ECONNRESET')
    })

    test('do not pile up for a client that reads slowly', async () => {
      let sent = 0
      const server = await serve(listen, (call) => {
        const writer = call.respondStream({ status: 200, headers: ['Content-Length', String(sentBytes)] })
        const send = () => {
          while (sent < sentBytes) {
            sent += chunk.length
            if (!writer.write(chunk)) return
          }
          writer.end()
        }
        writer.onDrain(send)
        send()
      })
      let received = 0
      let mostHeld = 0
      const before = process.memoryUsage().rss
      let mostMemory = before
      await new Promise<void>((resolve) => {
        const socket = connect({
          host: '127.0.0.1',
          port: server.port,
          // One buffer for all reads: what the client would leave to the garbage collector says nothing of the server.
          onread: {
            buffer: Buffer.alloc(65_536),
            callback(size) {
              received += size
              mostHeld = Math.max(mostHeld, sent - received)
              mostMemory = Math.max(mostMemory, process.memoryUsage.rss())
              if (received > sentBytes) resolve()
              // Slower than the server: a rest after each piece of the first part.
              if (received > sentBytes / 50) return true
              setTimeout(() => socket.resume(), 2)
              return false
            },
          },
        })
        onTestFinished(() => void socket.destroy())
        socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
      })
      expect(mostHeld).toBeLessThan(heldBytes)
      expect(mostMemory - before).toBeLessThan(sentBytes / 2)
    })

    test('do not pile up for a handler that holds them back', async () => {
      let flow: BodyFlow | undefined
      let received = 0
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
      const hold: CallHandler = (call) => {
        flow = call.body.flow({
          onData(piece) {
            received += piece.length
            if (received === piece.length) {
              flow?.pause()
              begin()
            }
          },
          onEnd: () => call.respond({ status: 200, headers: [] }, String(received)),
          onError: () => call.respond({ status: 500, headers: [] }),
        })
      }
      const connection = await open(await serve(listen, hold))
      connection.write(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${sentBytes}\r\n\r\n`)
      let sent = 0
      pourInto(connection.socket, (size) => {
        sent = size
      })
      await begun
      await until(() => connection.socket.writableNeedDrain)
      await untilStill(() => connection.socket.bytesWritten)
      expect(connection.socket.bytesWritten).toBeLessThan(heldBytes)
      expect(received).toBeLessThan(megabyte)
      flow?.resume()
      expect(await connection.untilClosed()).toMatch(new RegExp(`\r\n\r\n${sentBytes}$`))
      expect(sent).toBe(sentBytes)
    })
  })
}

/** Writes the body of these tests as fast as the socket takes it. */
function pourInto(socket: Socket, onProgress: (sent: number) => void): void {
  let sent = 0
  const pour = () => {
    while (sent < sentBytes && !socket.destroyed) {
      sent += chunk.length
      onProgress(sent)
      if (!socket.write(chunk)) return
    }
  }
  socket.on('drain', pour)
  pour()
}
