import { describe, expect, it } from 'vitest'
import { createEventQueue } from './event-queue.ts'

describe('the queue of a reader', () => {
  it('gives what was pushed, in order, each once', async () => {
    const queue = createEventQueue()
    const waited = queue.wait(60_000)
    queue.push('a')
    queue.pushOnce('a')
    queue.pushOnce('b')
    expect(await waited).toBe(true)
    expect(queue.take()).toEqual(['a', 'b'])
    expect([queue.take(), await queue.wait(1)]).toEqual([[], false])
  })

  it('ends, and keeps nothing, when more waits than it may', async () => {
    const queue = createEventQueue()
    for (let at = 0; at < 1_000; at += 1) queue.push(String(at))
    expect(queue.ending.aborted).toBe(false)
    queue.push('one more')
    expect([queue.ending.aborted, queue.take(), await queue.wait(60_000)]).toEqual([true, [], true])
    queue.push('and another')
    expect(queue.take()).toEqual([])
  })
})
