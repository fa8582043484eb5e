import { isAppError } from '@sluice/contracts'
import { describe, expect, test } from 'vitest'
import { createMemoryCall, type MemoryCallOptions } from '../memory/memory-call.ts'
import { type RunningCall, runHandler } from '../run-handler.ts'
import { type FetchHandler, toCallHandler } from './to-call-handler.ts'

function serve(fetch: FetchHandler, options: MemoryCallOptions = {}, maxBodyBytes = 1_000) {
  const memory = createMemoryCall(options)
  toCallHandler(fetch, { maxBodyBytes })(memory.call)
  return memory
}

describe('toCallHandler', () => {
  test('hands over method, address, headers, body and peer', async () => {
    const { response } = serve(
      async (request, info) =>
        Response.json([request.method, request.url, request.headers.get('x-a'), await request.text(), info]),
      {
        method: 'POST',
        target: '/a%20b?c=d&e',
        headers: ['Host', 'example.test:8080', 'X-A', '1', 'x-a', '2'],
        body: ['he', 'llo'],
        isSecure: true,
        remoteAddress: '10.0.0.9',
      },
    )
    expect((await response).json()).toEqual([
      'POST',
      'https://example.test:8080/a%20b?c=d&e',
      '1, 2',
      'hello',
      { remoteAddress: '10.0.0.9', isSecure: true },
    ])
  })

  test('sends a complete body with its length', async () => {
    const answer = await serve(() => new Response('hello', { status: 201 })).response
    expect([answer.status, answer.header('content-length'), answer.text()]).toEqual([201, '5', 'hello'])
  })

  test('sends each Set-Cookie by itself', async () => {
    const headers = new Headers([
      ['Set-Cookie', 'a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT'],
      ['Set-Cookie', 'b=2'],
    ])
    const answer = await serve(() => new Response(null, { status: 204, headers })).response
    expect(answer.headers).toEqual(['set-cookie', 'a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT', 'set-cookie', 'b=2'])
  })

  test('lets bodies be longer where the target says so', async () => {
    const lengths = async (target: string) => {
      const memory = createMemoryCall({ method: 'POST', target, body: ['x'.repeat(20)] })
      const read = async (request: Request) => new Response(String((await request.text()).length))
      const answer = (request: Request) => read(request).catch(() => new Response('refused'))
      toCallHandler(answer, { maxBodyBytes: (asked) => (asked === '/long' ? 100 : 10) })(memory.call)
      return (await memory.response).text()
    }
    expect([await lengths('/short'), await lengths('/long')]).toEqual(['refused', '20'])
  })

  test('answers HEAD with the head alone', async () => {
    const answer = await serve(() => new Response('hello', { headers: { 'Content-Length': '5' } }), { method: 'HEAD' })
      .response
    expect([answer.header('content-length'), answer.text()]).toEqual(['5', ''])
  })

  test('shows the head of a stream before its first event', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const events: string[] = []
    const memory = createMemoryCall()
    const call = memory.call
    const respondStream = call.respondStream.bind(call)
    call.respondStream = (head) => {
      events.push('head')
      open()
      return respondStream(head)
    }
    toCallHandler(
      () =>
        new Response(
          new ReadableStream({
            async pull(controller) {
              await gate
              controller.enqueue(Buffer.from('data: 1\n\n'))
              controller.close()
            },
          }),
          { headers: { 'Content-Type': 'text/event-stream' } },
        ),
      { maxBodyBytes: 0 },
    )(call)
    const answer = await memory.response
    expect([events, answer.text()]).toEqual([['head'], 'data: 1\n\n'])
  })

  test('rejects reading a body beyond the limit, announced or not', async () => {
    const codeOf: FetchHandler = (request) =>
      request.text().then(
        () => new Response('read'),
        (error: unknown) => new Response(isAppError(error) ? error.code : String(error)),
      )
    for (const body of ['x'.repeat(11), ['xxxxx', 'xxxxxx']]) {
      const { response } = serve(codeOf, { method: 'POST', body }, 10)
      expect((await response).text()).toBe('RequestTooLarge')
    }
  })

  test('aborts the signal and cancels the stream when the client goes away', async () => {
    const { promise: cancelled, resolve: onCancel } = Promise.withResolvers<void>()
    const { promise: aborted, resolve: onAbort } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const memory = serve((request) => {
      request.signal.addEventListener('abort', () => onAbort())
      return new Response(new ReadableStream({ pull: () => begin(), cancel: () => onCancel() }))
    })
    await begun
    memory.abort()
    await Promise.all([aborted, cancelled])
  })

  test('answers 500 when its stream fails at once, breaks off when it fails later', async () => {
    const turns = async (count: number) => {
      for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
    const failAfter = (count: number) => {
      const faults: unknown[] = []
      const memory = createMemoryCall()
      const handler = toCallHandler(
        () =>
          new Response(
            new ReadableStream({
              start: (controller) => controller.enqueue(Buffer.from('half')),
              pull: (controller) => turns(count).then(() => controller.error('broken')),
            }),
          ),
        { maxBodyBytes: 0 },
      )
      runHandler(handler, memory.call as RunningCall, (error) => faults.push(error))
      return { response: memory.response, faults }
    }
    const early = failAfter(0)
    expect([(await early.response).status, early.faults]).toEqual([500, ['broken']])
    const late = failAfter(5)
    await expect(late.response).rejects.toThrow('The answer was broken off.')
    expect(late.faults).toEqual(['broken'])
  })

  test('refuses what the Fetch API cannot say', async () => {
    const answer = await serve(() => new Response('traced'), { method: 'TRACE' }).response
    expect(answer.status).toBe(400)
  })
})
