import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { type CallHandler, createMemoryLog, createSystemClock, type HttpServer } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { listenWithNode } from '@sluice/platform/http-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryResponseCache } from './cache/memory-response-cache.ts'
import { allocateCounterTable } from './counters/counter-table.ts'
import { createSharedCounters } from './counters/shared-counters.ts'
import { entriesOf } from './gateway.fixture.ts'
import { createGateway } from './gateway.ts'

const { service, api, operation } = entriesOf('contoso')
const client = createUndiciClient()
const clock = createSystemClock()
/** Answers with these bytes, which no server of ours would send. */
const rawBackend = createServer((socket) => {
  socket.once('data', () =>
    socket.end('HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nX-End: 2\r\nContent-Length: 2\r\n\r\nok'),
  )
})
let backend: HttpServer
let server: HttpServer
/** What the backend does with a call; each test sets its own. */
let answer: CallHandler = (call) => call.respond({ status: 200, headers: [] })

beforeAll(async () => {
  backend = await listenWithNode({ host: '127.0.0.1', port: 0 }, (call) => answer(call))
  rawBackend.listen(0, '127.0.0.1')
  await once(rawBackend, 'listening')
  const gateway = createGateway({
    clock,
    log: createMemoryLog(),
    client,
    counters: createSharedCounters(allocateCounterTable(16, Int32Array.of(1, 2, 3, 4)), clock),
    cache: createMemoryResponseCache(1000),
    lookupHash: (key) => key,
    openSecret: (sealed) => sealed,
  })
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']
  gateway.apply({
    type: 'snapshot',
    changeNumber: 1,
    entries: [
      service(),
      api('echo', { serviceUrl: `http://127.0.0.1:${backend.port}` }),
      ...methods.map((method) => operation('echo', method, method, '/*')),
      api('raw', { serviceUrl: `http://127.0.0.1:${(rawBackend.address() as AddressInfo).port}` }),
      operation('raw', 'get', 'GET', '/'),
    ],
  })
  server = await listenWithNode({ host: '127.0.0.1', port: 0 }, gateway.handle)
})
afterAll(async () => {
  await server.close(0)
  await client.close()
  await backend.close(0)
  rawBackend.close()
})

/** Sends bytes as they are and gives back all that came until the connection ended. */
async function exchange(request: string): Promise<{ readonly head: string[]; readonly body: string }> {
  const socket = connect(server.port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.write(request.replaceAll('\n', '\r\n'))
  await once(socket, 'end')
  socket.destroy()
  const [head = '', body = ''] = Buffer.concat(chunks).toString('latin1').split('\r\n\r\n')
  return { head: head.split('\r\n'), body }
}

const get = (method: string, path = '/echo') => `${method} ${path} HTTP/1.1\nHost: gateway\nConnection: close\n\n`

describe('through the gateway on sockets', () => {
  it('an answer has one Date and the Server of the backend', async () => {
    const date = 'Mon, 05 Jan 2026 12:00:00 GMT'
    answer = (call) => call.respond({ status: 200, headers: ['Server', 'backend/1', 'Date', date] }, 'ok')
    expect(await exchange(get('GET'))).toEqual({
      head: ['HTTP/1.1 200 OK', 'Server: backend/1', `Date: ${date}`, 'Content-Length: 2', 'Connection: close'],
      body: 'ok',
    })
    const own = await exchange(get('GET', '/nothing'))
    expect(own.head.map((line) => line.split(':')[0])).toEqual([
      'HTTP/1.1 404 Not Found',
      'Content-Type',
      'apim-request-id',
      'Content-Length',
      'Date',
      'Connection',
    ])
  })

  it('HEAD keeps the length it does not send, 204 and 304 have no body', async () => {
    const date = ['Date', 'x']
    answer = (call) => {
      if (call.method === 'HEAD') call.respond({ status: 200, headers: [...date, 'Content-Length', '1234'] })
      else if (call.method === 'GET') call.respond({ status: 304, headers: [...date, 'ETag', '"a"'] })
      else call.respond({ status: 204, headers: date })
    }
    expect(await exchange(get('HEAD'))).toEqual({
      head: ['HTTP/1.1 200 OK', 'Date: x', 'Content-Length: 1234', 'Connection: close'],
      body: '',
    })
    expect(await exchange(get('GET'))).toEqual({
      head: ['HTTP/1.1 304 Not Modified', 'Date: x', 'ETag: "a"', 'Connection: close'],
      body: '',
    })
    expect(await exchange(get('DELETE'))).toEqual({
      head: ['HTTP/1.1 204 No Content', 'Date: x', 'Connection: close'],
      body: '',
    })
  })

  it('an empty POST says so to the backend', async () => {
    let seen: readonly string[] = []
    answer = (call) => {
      seen = call.headers
      call.respond({ status: 200, headers: [] })
    }
    await exchange('POST /echo HTTP/1.1\nHost: gateway\nConnection: close\nContent-Length: 0\n\n')
    const fields = Array.from(
      { length: seen.length / 2 },
      (_, at) => `${seen[at * 2]?.toLowerCase()}: ${seen[at * 2 + 1]}`,
    )
    expect(fields).toContain('content-length: 0')
    expect(fields).toContain(`host: 127.0.0.1:${backend.port}`)
    expect(fields).toContain('x-forwarded-for: 127.0.0.1')
  })

  it('names in Connection end here, in both directions', async () => {
    let seen: readonly string[] = []
    answer = (call) => {
      seen = call.headers
      call.respond({ status: 200, headers: [] })
    }
    await exchange('GET /echo HTTP/1.1\nHost: gateway\nConnection: close, X-Mine\nX-Mine: 1\nX-Yours: 2\n\n')
    expect(seen).toContain('X-Yours')
    expect(seen).not.toContain('X-Mine')
    const { head, body } = await exchange(get('GET', '/raw'))
    expect(body).toBe('ok')
    expect(head).toContain('X-End: 2')
    expect(head.filter((line) => line.startsWith('X-Hop'))).toEqual([])
  })

  it('a body goes up no faster than the backend reads it, and down no faster than the client does', async () => {
    let received = 0
    let isReading = false
    let startReading = () => {}
    let sentDown = 0
    answer = (call) => {
      const writer = call.respondStream({ status: 200, headers: ['Content-Length', String(manyBytes)] })
      const flow = call.body.flow({
        onData(chunk) {
          received += chunk.length
          if (!isReading) flow.pause()
        },
        onEnd: () => sendDown(),
        onError: () => writer.abort(),
      })
      const sendDown = () => {
        while (sentDown < manyBytes) {
          sentDown += piece.length
          if (!writer.write(piece)) {
            writer.onDrain(sendDown)
            return
          }
        }
        writer.end()
      }
      startReading = () => {
        isReading = true
        flow.resume()
      }
    }
    const socket = connect(server.port, '127.0.0.1')
    socket.pause()
    socket.write(`POST /echo HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: ${manyBytes}\r\n\r\n`)
    let sentUp = 0
    const sendUp = () => {
      while (sentUp < manyBytes) {
        sentUp += piece.length
        if (!socket.write(piece)) {
          socket.once('drain', sendUp)
          return
        }
      }
    }
    sendUp()
    await standstill(() => sentUp)
    expect(sentUp).toBeLessThan(manyBytes / 2)
    startReading()
    startReading()
    await standstill(() => received + sentDown)
    expect([sentUp, received]).toEqual([manyBytes, manyBytes])
    expect(sentDown).toBeGreaterThan(0)
    expect(sentDown).toBeLessThan(manyBytes / 2)
    let arrived = 0
    socket.on('data', (chunk) => {
      arrived += chunk.length
    })
    socket.resume()
    await once(socket, 'end')
    expect(arrived).toBeGreaterThan(manyBytes)
  })

  it('a client that goes away ends the call at the backend', async () => {
    const aborted = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    answer = (call) => {
      call.onAbort(aborted.resolve)
      arrived.resolve()
    }
    const socket = connect(server.port, '127.0.0.1')
    socket.write('GET /echo HTTP/1.1\r\nHost: gateway\r\n\r\n')
    await arrived.promise
    socket.destroy()
    await aborted.promise
  })
})

/** More than all buffers on the way hold together. */
const manyBytes = 128 * 1024 * 1024
const piece = Buffer.alloc(64 * 1024, 'x')

/** Waits until a number has stopped growing. */
async function standstill(read: () => number): Promise<void> {
  let before: number
  do {
    before = read()
    await new Promise<void>((resolve) => setTimeout(resolve, 400))
  } while (read() !== before)
}
