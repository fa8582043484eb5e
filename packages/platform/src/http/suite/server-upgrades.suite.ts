import { describe, expect, test } from 'vitest'
import type { CallHandler, UpgradedConnection } from '../http.ts'
import type { HttpServerSuite } from './server.suite.ts'
import { open, serve } from './serving.ts'
import { until, untilStill } from './waiting.ts'

const offer = (headers = '', target = '/') =>
  `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n${headers}\r\n`

/** Follows every offer and sends back what comes, until the client sends no more. */
const echoBytes: CallHandler = (call) => {
  if (call.upgrade === undefined) {
    call.respond({ status: 200, headers: [] }, 'no offer')
    return
  }
  const connection = call.respondUpgrade(['X-Made', 'caf\xe9', 'Content-Length', '7'])
  connection.flow({
    onData: (chunk) => connection.write(chunk),
    onEnd: () => connection.end(),
    onError: () => undefined,
  })
}

/** How a server leaves HTTP for a WebSocket. @see RFC 9110, 7.8 and RFC 6455, 4 */
export function describeServerUpgrades({ name, listen }: HttpServerSuite): void {
  describe(`offers to change to WebSocket at ${name}`, () => {
    test('are followed with 101, and bytes go both ways, those at once behind the head too', async () => {
      const server = await serve(listen, echoBytes)
      const connection = await open(server)
      connection.write(`${offer()}one`)
      const head = await connection.until('\r\n\r\none')
      expect(head).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/)
      expect(head).toMatch(/\r\nX-Made: caf\xe9\r\n/)
      expect(head.match(/^(connection|upgrade|content-length|transfer-encoding): .*$/gim)).toEqual([
        'Connection: Upgrade',
        'Upgrade: websocket',
      ])
      connection.write('\0two\xff')
      await connection.until('one\0two\xff')
      connection.socket.end()
      expect((await connection.untilClosed()).split('\r\n\r\n')[1]).toBe('one\0two\xff')
    })

    test.each([
      [
        'a body',
        'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nhi',
      ],
      ['another method', 'POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
      ['another protocol', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
      ['no word of it in Connection', 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n'],
      ['HTTP/1.0', 'GET / HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ])('are none with %s', async (_, request) => {
      const server = await serve(listen, echoBytes)
      const connection = await open(server)
      connection.write(request)
      expect(await connection.until('no offer')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    })

    test('are none behind a request that is not answered yet', async () => {
      let hasFirst = false
      let answerFirst = () => {}
      const server = await serve(listen, (call) => {
        if (call.target !== '/first') {
          echoBytes(call)
          return
        }
        hasFirst = true
        answerFirst = () => call.respond({ status: 200, headers: [] }, 'first')
      })
      const connection = await open(server)
      connection.write(`GET /first HTTP/1.1\r\nHost: a\r\n\r\n${offer()}`)
      await until(() => hasFirst)
      // Time for the offer to be taken for one.
      await new Promise((resolve) => setTimeout(resolve, 20))
      answerFirst()
      expect(await connection.until('no offer')).not.toContain('101')
    })

    test('are declined by any other answer, after which the connection ends', async () => {
      const server = await serve(listen, (call) => call.respond({ status: 403, headers: ['X', 'y'] }, 'no'))
      const connection = await open(server)
      const received = await connection.write(`${offer()}ignored`).untilClosed()
      expect(received).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n([\s\S]*\r\n)?X: y\r\n[\s\S]*\r\n\r\nno$/)
      expect(received).toMatch(/\r\nConnection: close\r\n/i)
    })

    test('are refused with their head when that is ambiguous', async () => {
      const server = await serve(listen, echoBytes)
      const connection = await open(server)
      expect(await connection.write(offer('Host: b\r\n')).untilClosed()).toMatch(/^HTTP\/1\.1 400 /)
    })

    test('end with the client that goes away before the answer', async () => {
      let wasAborted = false
      let hasCall = false
      const server = await serve(listen, (call) => {
        hasCall = true
        call.onAbort(() => {
          wasAborted = true
        })
      })
      const connection = await open(server)
      connection.write(offer())
      await until(() => hasCall)
      connection.close()
      await until(() => wasAborted)
    })

    test('give a connection of which each direction ends by itself', async () => {
      let upgraded: UpgradedConnection | undefined
      let isEnded = false
      let isClosed = false
      const server = await serve(listen, (call) => {
        upgraded = call.respondUpgrade([])
        upgraded.flow({
          onData: () => undefined,
          onEnd: () => {
            isEnded = true
          },
          onError: () => undefined,
        })
        upgraded.onClosed(() => {
          isClosed = true
        })
      })
      const connection = await open(server)
      connection.write(offer())
      await connection.until('\r\n\r\n')
      connection.socket.end()
      await until(() => isEnded)
      expect([isClosed, connection.isClosed]).toEqual([false, false])
      upgraded?.write(Buffer.from('last words'))
      upgraded?.end()
      expect(await connection.untilClosed()).toMatch(/last words$/)
      await until(() => isClosed)
    })

    test('give a connection that goes no faster than who reads, both ways', async () => {
      let received = 0
      let isReading = false
      let startReading = () => {}
      let sent = 0
      const piece = Buffer.alloc(65_536)
      const total = 64 * 1024 * 1024
      const server = await serve(listen, (call) => {
        const upgraded = call.respondUpgrade([])
        const flow = upgraded.flow({
          onData(chunk) {
            received += chunk.length
            if (!isReading) flow.pause()
          },
          onEnd: () => undefined,
          onError: () => undefined,
        })
        const send = () => {
          while (sent < total) {
            sent += piece.length
            if (!upgraded.write(piece)) return
          }
        }
        upgraded.onDrain(send)
        send()
        startReading = () => {
          isReading = true
          flow.resume()
        }
      })
      const connection = await open(server)
      connection.write(offer())
      await connection.until('\r\n\r\n')
      connection.socket.pause()
      let written = 0
      const write = () => {
        while (written < total) {
          written += piece.length
          if (!connection.socket.write(piece)) return
        }
      }
      connection.socket.on('drain', write)
      write()
      await untilStill(() => written + sent)
      expect(written).toBeLessThan(total)
      expect(sent).toBeLessThan(total)
      startReading()
      await untilStill(() => received)
      expect([written, received]).toEqual([total, total])
      connection.socket.on('data', () => undefined)
      connection.socket.resume()
      await untilStill(() => sent)
      expect(sent).toBe(total)
    })

    test('give a connection that tells when nothing moves, and that no idle time of the server ends', async () => {
      let idles = 0
      const server = await serve(
        listen,
        (call) => {
          const upgraded = call.respondUpgrade([])
          upgraded.onIdle(150, () => {
            idles += 1
            if (idles === 2) upgraded.abort()
          })
        },
        { idleTimeoutMs: 40 },
      )
      const connection = await open(server)
      connection.write(offer())
      await connection.untilClosed()
      expect(idles).toBe(2)
    })

    test('keep a closing server open for its grace, then break', async () => {
      const server = await listen({ host: '127.0.0.1', port: 0 }, echoBytes)
      const connection = await open(server)
      connection.write(offer())
      await connection.until('\r\n\r\n')
      const closing = server.close(300)
      connection.write('still here')
      await connection.until('still here')
      await closing
      await connection.untilClosed()
    })
  })
}
