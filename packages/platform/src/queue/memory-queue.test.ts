import { describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createMemoryQueue } from './memory-queue.ts'
import { describeQueue } from './queue.suite.ts'

describeQueue('memory', async () => {
  const clock = createFixedClock()
  const queue = createMemoryQueue({ clock })
  let isOpen = false
  return {
    propertyRuns: 100,
    async open() {
      if (isOpen) return { ...queue, close: async () => undefined }
      isOpen = true
      return queue
    },
    expireLeases: async () => clock.advance(60_000),
    remove: async () => undefined,
  }
})

describe('a queue in memory', () => {
  it('keeps its order over many tasks', async () => {
    const queue = createMemoryQueue({ clock: createFixedClock() })
    for (let index = 0; index < 10_000; index += 1) await queue.add({ id: `${index}`, group: `${index % 500}` })
    const order: string[] = []
    for (;;) {
      const task = await queue.take({ perGroup: 1 })
      if (task === undefined) break
      order.push(task.id)
      await task.finish()
    }
    expect(order).toEqual(Array.from({ length: 10_000 }, (_, index) => `${index}`))
  })
})
