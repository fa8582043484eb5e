import { describe, expect, test } from 'vitest'
import { HttpClientError, type ResponseHead } from '../http.ts'
import { createMemoryCall } from './memory-call.ts'
import { createMemoryClient } from './memory-client.ts'

describe('createMemoryCall', () => {
  test('hands a request to a handler and its answer back', async () => {
    const { call, response } = createMemoryCall({
      method: 'POST',
      target: '/echo?a=1',
      headers: ['X-One', 'a', 'x-one', 'b'],
      body: 'hello',
    })
    const body = await call.body.bytes(100)
    call.respond({ status: 201, headers: ['Content-Type', 'text/plain'] }, body)
    const answer = await response
    expect([answer.status, answer.headers, answer.text()]).toEqual([
      201,
      ['Content-Type', 'text/plain', 'Content-Length', '5'],
      'hello',
    ])
    expect(call.header('x-one')).toBe('a, b')
  })

  test('rejects the response when the handler breaks it off', async () => {
    const { call, response } = createMemoryCall()
    const writer = call.respondStream({ status: 200, headers: [] })
    writer.write(Buffer.from('half'))
    writer.abort()
    await expect(response).rejects.toThrow('The answer was broken off.')
  })
})

describe('createMemoryClient', () => {
  test('records what went out and hands on what came back, in order', async () => {
    const client = createMemoryClient({
      'http://backend:81': (call) => {
        const writer = call.respondStream({ status: 200, headers: ['X-Made', '1'] })
        writer.write(Buffer.from('a'))
        writer.write(Buffer.from('b'))
        writer.end()
      },
    })
    const events: unknown[] = []
    await new Promise<void>((resolve) => {
      client.send(
        {
          origin: 'http://backend:81',
          method: 'POST',
          target: '/x',
          headers: ['A', '1', 'Connection', 'close', 'Content-Length', '9'],
          body: Buffer.from('payload'),
          headTimeoutMs: 1000,
        },
        {
          onHead: (head: ResponseHead) => events.push(head.status, head.headers),
          onData: (chunk) => events.push(Buffer.from(chunk).toString()),
          onEnd: resolve,
          onError: (error) => events.push(error),
        },
      )
    })
    expect(events).toEqual([200, ['X-Made', '1'], 'a', 'b'])
    const recorded = client.requests[0]
    expect(recorded?.headers).toEqual(['Host', 'backend:81', 'A', '1', 'Content-Length', '7'])
    expect(recorded?.text()).toBe('payload')
  })

  test('fails with the error an origin was given, and with address-not-found where there is none', async () => {
    const refused = new HttpClientError('connection-refused', 'nobody listens')
    const client = createMemoryClient({ 'http://down': refused })
    const failureOf = (origin: string) =>
      new Promise<Error>((resolve) => {
        client.send(
          { origin, method: 'GET', target: '/', headers: [], headTimeoutMs: 1000 },
          { onHead: () => {}, onData: () => {}, onEnd: () => {}, onError: resolve },
        )
      })
    expect(await failureOf('http://down')).toBe(refused)
    expect(await failureOf('http://nowhere')).toMatchObject({ failure: 'address-not-found' })
  })
})
