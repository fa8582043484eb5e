import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TakenTask, WorkQueue } from './work-queue.ts'

export interface QueueUnderTest {
  /** Another holder's connection to the same tasks. */
  open(): Promise<WorkQueue>
  /** Lets the leases that are held now run out. */
  expireLeases(): Promise<void>
  remove(): Promise<void>
}

/** What every queue does, whatever keeps its tasks. */
export function describeQueue(name: string, create: () => Promise<QueueUnderTest>): void {
  describe(`a queue in ${name}`, () => {
    let tested: QueueUnderTest
    let queue: WorkQueue
    beforeEach(async () => {
      tested = await create()
      queue = await tested.open()
    })
    afterEach(async () => {
      await queue.close()
      await tested.remove()
    })

    const many = { perGroup: 1000 }
    const add = async (...tasks: readonly string[]) => {
      for (const id of tasks) await queue.add({ id, group: id.split('-')[0] as string })
    }
    const takeAll = async (options = many, from = queue): Promise<TakenTask[]> => {
      const taken: TakenTask[] = []
      for (;;) {
        const task = await from.take(options)
        if (task === undefined) return taken
        taken.push(task)
      }
    }
    const idsOf = (tasks: readonly TakenTask[]) => tasks.map(({ id }) => id)

    it('is first in, first out within a group, and fair between groups', async () => {
      await add('a-1', 'a-2', 'a-3', 'a-4', 'b-1', 'b-2', 'c-1')
      expect(idsOf(await takeAll())).toEqual(['a-1', 'b-1', 'c-1', 'a-2', 'b-2', 'a-3', 'a-4'])
    })

    it('lets no group overtake twice by coming and going', async () => {
      await add('a-1', 'a-2', 'a-3', 'b-1')
      const order: string[] = []
      for (let turn = 0; turn < 6; turn += 1) {
        const task = await queue.take(many)
        if (task === undefined) break
        order.push(task.group)
        await task.finish()
        if (task.group === 'b') await add(`b-${turn + 10}`)
      }
      expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
    })

    it('lets no more of a group run than it may', async () => {
      await add('a-1', 'a-2', 'a-3', 'b-1')
      const taken = await takeAll({ perGroup: 2 })
      expect(idsOf(taken)).toEqual(['a-1', 'b-1', 'a-2'])
      await taken[0]?.finish()
      expect(idsOf(await takeAll({ perGroup: 2 }))).toEqual(['a-3'])
    })

    it('gives each task to one holder, and keeps the limit, however many ask at once', async () => {
      const others = await Promise.all([tested.open(), tested.open()])
      try {
        await add(...Array.from({ length: 30 }, (_, index) => `${index % 3}-${index}`))
        const rounds = await Promise.all([queue, ...others].map((each) => takeAll({ perGroup: 7 }, each)))
        const ids = rounds.flatMap(idsOf)
        expect(ids).toHaveLength(21)
        expect(new Set(ids).size).toBe(21)
        expect(await queue.count()).toEqual({ waiting: 9, running: 21 })
        expect(await queue.count('1')).toEqual({ waiting: 3, running: 7 })
      } finally {
        await Promise.all(others.map((each) => each.close()))
      }
    })

    it('keeps a task once, whatever it is added', async () => {
      await add('a-1', 'a-1')
      const [task] = await takeAll()
      await add('a-1')
      expect(await queue.count()).toEqual({ waiting: 0, running: 1 })
      await task?.finish()
      expect(await queue.count()).toEqual({ waiting: 0, running: 0 })
      await add('a-1')
      expect(await queue.take(many)).toMatchObject({ id: 'a-1', attempt: 1 })
    })

    it('gives the task of a lost holder to another, who alone has a say then', async () => {
      await add('a-1')
      const lost = (await queue.take(many)) as TakenTask
      expect(await queue.take(many)).toBeUndefined()
      await tested.expireLeases()
      const next = (await queue.take(many)) as TakenTask
      expect([lost.attempt, next.attempt]).toEqual([1, 2])
      expect(await lost.extend()).toBe(false)
      await lost.finish()
      await lost.giveBack()
      expect(await queue.count()).toEqual({ waiting: 0, running: 1 })
      expect(await next.extend()).toBe(true)
      await next.finish()
      expect(await queue.count()).toEqual({ waiting: 0, running: 0 })
    })

    it('gives back at once, which is no lost attempt', async () => {
      await add('a-1', 'a-2')
      const task = (await queue.take(many)) as TakenTask
      await task.giveBack()
      expect(await queue.take(many)).toMatchObject({ id: 'a-1', attempt: 1 })
    })

    it('removes tasks that wait and tasks that run', async () => {
      await add('a-1', 'a-2')
      const task = (await queue.take(many)) as TakenTask
      expect(await queue.remove('a-1')).toBe(true)
      expect(await task.extend()).toBe(false)
      expect(await queue.remove('a-2')).toBe(true)
      expect(await queue.remove('a-2')).toBe(false)
      expect(await queue.take(many)).toBeUndefined()
    })

    it('tells whoever waits, in every process', async () => {
      const other = await tested.open()
      try {
        const told = new Promise<void>((resolve) => other.onAdded(resolve))
        await add('a-1')
        await told
        expect(await other.take(many)).toMatchObject({ id: 'a-1' })
      } finally {
        await other.close()
      }
    })

    it('does what a simple model does', { timeout: 120_000 }, async () => {
      type Step =
        | { readonly do: 'add' | 'remove'; readonly id: string }
        | { readonly do: 'take' }
        | { readonly do: 'finish' | 'giveBack'; readonly pick: number }
      const id = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(4)).map(([group, number]) => `${group}-${number}`)
      const step: fc.Arbitrary<Step> = fc.oneof(
        fc.record({ do: fc.constantFrom('add' as const, 'add' as const, 'remove' as const), id }),
        fc.record({ do: fc.constant('take' as const) }),
        fc.record({ do: fc.constantFrom('finish' as const, 'giveBack' as const), pick: fc.nat(5) }),
      )
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
          const waiting = new Set<string>()
          const running = new Map<string, TakenTask>()
          for (const each of steps) {
            if (each.do === 'add') {
              await add(each.id)
              if (!running.has(each.id)) waiting.add(each.id)
            } else if (each.do === 'remove') {
              const isThere = waiting.delete(each.id) || running.delete(each.id)
              expect(await queue.remove(each.id)).toBe(isThere)
            } else if (each.do === 'take') {
              const task = await queue.take({ perGroup: 2 })
              const runningOf = (group: string) => [...running.values()].filter((held) => held.group === group).length
              if (task === undefined) {
                expect([...waiting].filter((one) => runningOf(one.split('-')[0] as string) < 2)).toEqual([])
              } else {
                expect(waiting.delete(task.id)).toBe(true)
                expect(runningOf(task.group)).toBeLessThan(2)
                running.set(task.id, task)
              }
            } else if ('pick' in each) {
              const [held] = [...running.values()].slice(each.pick)
              if (held === undefined) continue
              await held[each.do]()
              running.delete(held.id)
              if (each.do === 'giveBack') waiting.add(held.id)
            }
            expect(await queue.count()).toEqual({ waiting: waiting.size, running: running.size })
          }
          for (const one of [...waiting, ...running.keys()]) await queue.remove(one)
        }),
        { numRuns: 30 },
      )
    })
  })
}
