import { expect, it } from 'vitest'
import type { CallHandler } from '../http.ts'
import { createMemoryCall } from '../memory/memory-call.ts'
import { watchCalls } from './watch-calls.ts'

async function told(handler: CallHandler, act?: (call: ReturnType<typeof createMemoryCall>) => void) {
  const events: unknown[] = []
  const watched = watchCalls(handler, ({ target }) => ({
    onHead: (status) => events.push(['head', target, status]),
    onEnd: (status, isWhole) => events.push(['end', status, isWhole]),
  }))
  const call = createMemoryCall({ target: '/x' })
  try {
    await watched(call.call)
  } catch (error) {
    events.push((error as Error).message)
  }
  act?.(call)
  return events
}

it('tells of an answer that goes out whole', async () => {
  expect(await told((call) => call.respond({ status: 201, headers: [] }, 'x'))).toEqual([
    ['head', '/x', 201],
    ['end', 201, true],
  ])
})

it('tells of the head of a stream at once, and of its end', async () => {
  const streams = (end: 'end' | 'abort') => (call: Parameters<CallHandler>[0]) => {
    const writer = call.respondStream({ status: 200, headers: [] })
    writer.write(new Uint8Array(3))
    writer[end]()
  }
  expect(await told(streams('end'))).toEqual([
    ['head', '/x', 200],
    ['end', 200, true],
  ])
  expect(await told(streams('abort'))).toEqual([
    ['head', '/x', 200],
    ['end', 200, false],
  ])
})

it('tells of a client that goes before the answer, once', async () => {
  const gone = await told(
    () => {},
    (call) => call.abort(),
  )
  expect(gone).toEqual([['end', 0, false]])
})

it('tells of a handler that throws, now or later, as the 500 that the server answers', async () => {
  const expected = [['head', '/x', 500], ['end', 500, true], 'inside']
  expect(
    await told(() => {
      throw new Error('inside')
    }),
  ).toEqual(expected)
  expect(await told((async () => Promise.reject(new Error('inside'))) as CallHandler)).toEqual(expected)
})

it('leaves calls alone that nobody looks at', () => {
  const { call } = createMemoryCall({ target: '/x' })
  let seen: unknown
  watchCalls(
    (given) => {
      seen = given
    },
    () => undefined,
  )(call)
  expect(seen).toBe(call)
})
