import { expect, it } from 'vitest'
import { FairQueue } from './fair-queue.ts'

const drain = <Item>(queue: FairQueue<Item>): Item[] => {
  const taken: Item[] = []
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) taken.push(item)
  return taken
}

it('takes one of each flow in turn, within a flow in the order of arrival', () => {
  const queue = new FairQueue<string>()
  for (const item of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1']) queue.push(item.slice(0, 1), item)
  expect(queue.size).toBe(7)
  expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'])
  expect(queue.size).toBe(0)
})

it('gives a flow that comes anew a turn behind those that wait already', () => {
  const queue = new FairQueue<string>()
  queue.push('a', 'a1')
  queue.push('a', 'a2')
  expect(queue.shift()).toBe('a1')
  queue.push('b', 'b1')
  queue.push('a', 'a3')
  expect(drain(queue)).toEqual(['a2', 'b1', 'a3'])
})

it('tells how many come before one that arrives, of its own flow and of others', () => {
  const queue = new FairQueue<string>()
  expect(queue.aheadOf('a')).toBe(0)
  for (let count = 0; count < 100; count += 1) queue.push('flood', 'call')
  expect(queue.aheadOf('flood')).toBe(100)
  // The flood has one turn before it.
  expect(queue.aheadOf('polite')).toBe(1)
  queue.push('polite', 'call')
  expect(queue.aheadOf('polite')).toBe(3)
})

it('keeps its order through many thousands', () => {
  const queue = new FairQueue<number>()
  const taken: number[] = []
  for (let item = 0; item < 20_000; item += 1) {
    queue.push('a', item)
    if (item % 2 === 1) taken.push(queue.shift() as number)
  }
  expect([...taken, ...drain(queue)]).toEqual(Array.from({ length: 20_000 }, (_, item) => item))
})
