import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HttpClient } from '../http.ts'
import { answering, type HttpClientSuite } from './client.suite.ts'
import { listenRaw } from './raw-connection.ts'
import { failureOf, send as sendOnly, TestBody } from './sending.ts'
import { until } from './waiting.ts'

/** A client may wait until the event loop has turned before it takes a connection for free again. */
async function send(...request: Parameters<typeof sendOnly>): ReturnType<typeof sendOnly> {
  const response = await sendOnly(...request)
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
  return response
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** Which connections are made, kept, given up and trusted. */
export function describeClientConnections(suite: HttpClientSuite, start: () => HttpClient): void {
  describe(`connections of ${suite.name}`, () => {
    test('are used again', async () => {
      const server = await answering(ok, ok, ok)
      const client = start()
      for (let round = 0; round < 3; round++) await send(client, { origin: server.origin })
      expect(server.connections).toHaveLength(1)
    })

    test('are not used again after `Connection: close`', async () => {
      const server = await answering('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok', ok)
      const client = start()
      for (let round = 0; round < 2; round++) await send(client, { origin: server.origin })
      expect(server.connections).toHaveLength(2)
    })

    test('carry one request at a time', async () => {
      const server = await listenRaw(() => {})
      onTestFinished(() => server.close())
      const client = start()
      const results = [1, 2, 3].map(() => send(client, { origin: server.origin }))
      await until(() => server.connections.filter(({ received }) => received.includes('\r\n\r\n')).length === 3)
      for (const connection of server.connections) connection.write(ok)
      await Promise.all(results)
    })

    test('never give the surplus of one response to the next request', async () => {
      const server = await answering(`${ok}HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged`, ok)
      const client = start()
      await failureOf(send(client, { origin: server.origin }))
      expect(await send(client, { origin: server.origin })).toMatchObject({ body: 'ok' })
    })

    test('go where `connectTo` says, under the name of the origin', async () => {
      const server = await answering(ok)
      await send(start(), { origin: 'http://ussouthcentral.example.test', connectTo: server.origin })
      expect(server.connections[0]?.received).toMatch(/\r\nhost: ussouthcentral\.example\.test\r\n/i)
    })

    test.each(['GET', 'PUT', 'DELETE'])('closed in the moment of use: %s goes out again', async (method) => {
      const { origin, requests } = await listenStale()
      const client = start()
      await send(client, { origin })
      expect(await send(client, { origin, method })).toMatchObject({ body: 'ok' })
      expect(requests).toEqual(['GET', method, method])
    })

    test.each([
      ['POST', Buffer.from('abc')],
      ['PATCH', undefined],
    ])('closed in the moment of use: %s does not go out again', async (method, body) => {
      const { origin, requests } = await listenStale()
      const client = start()
      await send(client, { origin })
      expect(await failureOf(send(client, { origin, method, ...(body && { body }) }))).toBe('connection-lost')
      expect(requests).toEqual(['GET', method])
    })

    test('closed in the moment of use: a streamed body does not go out again', async () => {
      const { origin, requests } = await listenStale()
      const client = start()
      await send(client, { origin })
      const body = new TestBody(undefined)
      body.onFlow(() => {
        body.piece('abc')
        body.end()
      })
      expect(await failureOf(send(client, { origin, method: 'PUT', body }))).toBe('connection-lost')
      expect(requests).toEqual(['GET', 'PUT'])
    })

    test('that are new and closed without an answer are lost at the first attempt', async () => {
      const server = await listenRaw(async (connection) => {
        await connection.until('\r\n\r\n')
        connection.socket.resetAndDestroy()
      })
      onTestFinished(() => server.close())
      expect(await failureOf(send(start(), { origin: server.origin }))).toBe('connection-lost')
      expect(server.connections).toHaveLength(1)
    })

    test('end with the client, and a closed client fails what it is asked', async () => {
      const server = await answering(ok)
      const client = suite.createClient()
      await send(client, { origin: server.origin })
      await client.close()
      await server.connections[0]?.untilClosed()
      expect(await failureOf(send(client, { origin: server.origin }))).toBe('connection-lost')
    })
  })

  describe(`failures of ${suite.name}`, () => {
    test('tell that a name has no address', async () => {
      expect(await failureOf(send(start(), { origin: 'http://no-such-host.invalid' }))).toBe('address-not-found')
    })

    test('tell that nobody listens', async () => {
      const server = await answering()
      await server.close()
      expect(await failureOf(send(start(), { origin: server.origin }))).toBe('connection-refused')
    })

    test('tell that no head came in time, and give the connection up', async () => {
      const server = await answering()
      expect(await failureOf(send(start(), { origin: server.origin, headTimeoutMs: 100 }))).toBe('timeout')
      await server.connections[0]?.untilClosed()
    })

    test('do not count the time of a body that moves', async () => {
      const server = await listenRaw(async (connection) => {
        await connection.until('last')
        connection.write(ok)
      })
      onTestFinished(() => server.close())
      const body = new TestBody(undefined)
      body.onFlow(() => {
        let pieces = 0
        const timer = setInterval(() => {
          pieces++
          body.piece(pieces === 10 ? 'last' : 'piece')
          if (pieces < 10) return
          clearInterval(timer)
          body.end()
        }, 50)
      })
      const result = send(start(), { origin: server.origin, method: 'PUT', body, headTimeoutMs: 300 })
      expect(await result).toMatchObject({ body: 'ok' })
    })

    test('do not count the time after the head', async () => {
      const server = await listenRaw(async (connection) => {
        await connection.until('\r\n\r\n')
        connection.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n')
        setTimeout(() => connection.write('ok'), 400)
      })
      onTestFinished(() => server.close())
      expect(await send(start(), { origin: server.origin, headTimeoutMs: 200 })).toMatchObject({ body: 'ok' })
    })
  })

  describe(`TLS of ${suite.name}`, () => {
    test('trusts no unknown authority, unless told to look away', async () => {
      const { origin } = await listenSecurely(suite)
      const client = start()
      expect(await failureOf(send(client, { origin }))).toBe('certificate')
      expect(await send(client, { origin, verifyCertificate: false })).toMatchObject({ body: '127.0.0.1 none' })
      expect(await failureOf(send(client, { origin }))).toBe('certificate')
    })

    test('trusts the authorities it is given, under the name of the origin only', async () => {
      const { origin, port } = await listenSecurely(suite)
      const client = suite.createClient({ certificateAuthorities: [await suite.authority()] })
      onTestFinished(() => client.close())
      expect(await send(client, { origin })).toMatchObject({ body: '127.0.0.1 none' })
      expect(await send(client, { origin: `https://localhost:${port}`, connectTo: origin })).toMatchObject({
        body: 'localhost localhost',
      })
      expect(await failureOf(send(client, { origin: 'https://other.test', connectTo: origin }))).toBe('certificate')
    })

    test('keeps the name of the origin whatever Host says', async () => {
      const { origin, port } = await listenSecurely(suite)
      const client = suite.createClient({ certificateAuthorities: [await suite.authority()] })
      onTestFinished(() => client.close())
      const request = { origin: `https://localhost:${port}`, connectTo: origin }
      for (const host of ['a.test', 'b.test']) {
        expect(await send(client, { ...request, headers: ['Host', host] })).toMatchObject({ body: `${host} localhost` })
      }
    })

    test('can be left out on the way to `connectTo`', async () => {
      const server = await answering(ok)
      await send(start(), { origin: 'https://example.test', connectTo: server.origin })
      expect(server.connections[0]?.received).toMatch(/\r\nhost: example\.test\r\n/i)
    })

    test('fails with protocol where none is spoken', async () => {
      const server = await listenRaw((connection) => connection.write('HTTP/1.1 400 Bad Request\r\n\r\n'))
      onTestFinished(() => server.close())
      expect(await failureOf(send(start(), { origin: server.origin.replace('http:', 'https:') }))).toBe('protocol')
    })
  })
}

/** Answers the first request of its first connection, and closes that one when a second comes. */
async function listenStale(): Promise<{ readonly origin: string; readonly requests: readonly string[] }> {
  const requests: string[] = []
  let count = 0
  const server = createServer((socket) => {
    const isFirst = count++ === 0
    let served = 0
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      const method = /^([A-Z]+) /.exec(chunk.toString('latin1'))?.[1]
      if (method === undefined) return
      requests.push(method)
      if (isFirst && served++ > 0) socket.destroy()
      else socket.write(ok)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}

/** Answers with the name in Host, without port, and the name that TLS asked for. */
async function listenSecurely(suite: HttpClientSuite): Promise<{ readonly origin: string; readonly port: number }> {
  const { certificate, privateKey } = await suite.certificate()
  const server = createSecureServer({ cert: certificate, key: privateKey }, (request, response) => {
    const name = 'servername' in request.socket && request.socket.servername
    response.end(`${request.headers.host?.split(':')[0]} ${name || 'none'}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `https://127.0.0.1:${port}`, port }
}
