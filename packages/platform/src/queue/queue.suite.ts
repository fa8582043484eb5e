import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { createMemoryQueue } from './memory-queue.ts'
import type { TakenTask, WorkQueue } from './work-queue.ts'

export interface QueueUnderTest {
  /** Another holder's connection to the same tasks. */
  open(): Promise<WorkQueue>
  /** Lets the leases that are held now run out. */
  expireLeases(): Promise<void>
  /** Sequences of steps that are compared with the queue in memory. */
  readonly propertyRuns: number
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
      expect(await task.extend()).toBe(false)
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

    it('gives back a task to its place in the group', async () => {
      await add('a-1', 'a-2', 'a-3')
      const [first, second] = await takeAll({ perGroup: 2 })
      await second?.giveBack()
      await first?.giveBack()
      expect(idsOf(await takeAll())).toEqual(['a-1', 'a-2', 'a-3'])
    })

    it('tells that there is room when a task that ran is removed, finished or given back', async () => {
      await add('a-1', 'a-2', 'a-3')
      const endings: ((task: TakenTask) => Promise<unknown>)[] = [
        ({ id }) => queue.remove(id),
        (task) => task.finish(),
        (task) => task.giveBack(),
      ]
      for (const end of endings) {
        const task = (await queue.take({ perGroup: 1 })) as TakenTask
        const told = new Promise<void>((resolve) => queue.onAdded(resolve))
        await end(task)
        await told
      }
    })

    it('ends the calls under way when it is closed, and refuses others', async () => {
      await add('a-1')
      const under = [queue.take(many), queue.take(many)]
      await queue.close()
      const tasks = await Promise.all(under)
      expect(tasks.map((task) => task?.id)).toEqual(['a-1', undefined])
      for (const call of [
        () => queue.take(many),
        () => queue.add({ id: 'a-2', group: 'a' }),
        () => queue.remove('a-1'),
        () => queue.count(),
        () => tasks[0]?.extend(),
        () => tasks[0]?.finish(),
        () => tasks[0]?.giveBack(),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: 'StoreUnavailable' })
      }
      await queue.close()
    })

    it('does what the one in memory does', { timeout: 240_000 }, async () => {
      type Step =
        | { readonly do: 'add'; readonly id: string }
        | { readonly do: 'remove'; readonly id: string }
        | { readonly do: 'take'; readonly perGroup: number }
        | { readonly do: 'expire' }
        | { readonly do: 'extend' | 'finish' | 'giveBack'; readonly pick: number }
      const id = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(4)).map(([group, number]) => `${group}-${number}`)
      const endings = fc.constantFrom('extend' as const, 'finish' as const, 'finish' as const, 'giveBack' as const)
      const step: fc.Arbitrary<Step> = fc.oneof(
        { weight: 4, arbitrary: fc.record({ do: fc.constant('add' as const), id }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
        {
          weight: 4,
          arbitrary: fc.record({ do: fc.constant('take' as const), perGroup: fc.integer({ min: 1, max: 3 }) }),
        },
        { weight: 4, arbitrary: fc.record({ do: endings, pick: fc.nat(8) }) },
        { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
      )
      const toState = (task: TakenTask | undefined) => task && { id: task.id, group: task.group, attempt: task.attempt }
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const clock = createFixedClock()
          const model = createMemoryQueue({ clock })
          // Holders that lost their lease, finished or gave back stay: whatever they do must do nothing.
          const holders: { readonly task: TakenTask; readonly modelled: TakenTask }[] = []
          for (const each of steps) {
            if (each.do === 'add') {
              await add(each.id)
              await model.add({ id: each.id, group: each.id.split('-')[0] as string })
            } else if (each.do === 'remove') {
              expect(await queue.remove(each.id)).toBe(await model.remove(each.id))
            } else if (each.do === 'take') {
              const [task, modelled] = [await queue.take(each), await model.take(each)]
              expect(toState(task)).toEqual(toState(modelled))
              if (task !== undefined && modelled !== undefined) holders.push({ task, modelled })
            } else if (each.do === 'expire') {
              await tested.expireLeases()
              clock.advance(60_000)
            } else {
              const holder = holders.at(-1 - each.pick)
              expect(await holder?.task[each.do]()).toBe(await holder?.modelled[each.do]())
            }
            expect(await queue.count()).toEqual(await model.count())
          }
          for (const group of ['a', 'b', 'c']) {
            expect(await queue.count(group)).toEqual(await model.count(group))
            for (let number = 0; number <= 4; number += 1) await queue.remove(`${group}-${number}`)
          }
        }),
        { numRuns: tested.propertyRuns },
      )
    })
  })
}
