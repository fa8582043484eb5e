import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QueueUnderTest } from './queue.suite.ts'
import type { ProcessWork, SharedQueue } from './queue-process.fixture.ts'
import type { WorkQueue } from './work-queue.ts'

export interface SharedQueueUnderTest extends QueueUnderTest {
  readonly shared: SharedQueue
}

const script = join(import.meta.dirname, 'queue-process.fixture.ts')

/** What a queue does for several processes, some of which are killed. */
export function describeQueueProcesses(name: string, create: () => Promise<SharedQueueUnderTest>): void {
  describe(`a queue in ${name} for several processes`, { timeout: 120_000 }, () => {
    let tested: SharedQueueUnderTest
    let queue: WorkQueue
    const processes: ChildProcess[] = []
    beforeEach(async () => {
      tested = await create()
      queue = await tested.open()
    })
    afterEach(async () => {
      await Promise.all(processes.splice(0).map(kill))
      await queue.close()
      await tested.remove()
    })

    const kill = async (child: ChildProcess) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    /** Starts one, and gives what it says word by word. */
    const start = (work: ProcessWork) => {
      const child = spawn(process.execPath, [script, JSON.stringify(tested.shared), JSON.stringify(work)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      processes.push(child)
      const said: (readonly [word: string, id: string])[] = []
      const lines = createInterface({ input: child.stdout })
      const closed = once(lines, 'close')
      const waitFor = (isReached: () => boolean) =>
        new Promise<void>((resolve, reject) => {
          const look = () => {
            if (isReached()) resolve()
          }
          lines.on('line', look)
          void closed.then(() => reject(new Error(`It ended after ${said.length} lines.`)))
          look()
        })
      lines.on('line', (line) => {
        const [word = '', id = ''] = line.split(' ')
        said.push([word, id])
      })
      const idsOf = (wanted: string) => said.filter(([word]) => word === wanted).map(([, id]) => id)
      return {
        idsOf,
        waitFor,
        waitForEnd: () => waitFor(() => said.at(-1)?.[0] === 'end'),
        async kill() {
          await kill(child)
          await closed
        },
      }
    }
    const add = async (count: number, groups: number) => {
      for (let index = 0; index < count; index += 1) await queue.add({ id: `${index}`, group: `${index % groups}` })
    }

    it('gives each task to one of them, and keeps the limit of a group over all', async () => {
      await add(60, 3)
      const takers = [0, 1, 2].map(() => start({ do: 'take', perGroup: 7, atMost: 100 }))
      await Promise.all(takers.map((taker) => taker.waitForEnd()))
      const ids = takers.flatMap((taker) => taker.idsOf('taken'))
      expect(new Set(ids).size).toBe(ids.length)
      for (const group of ['0', '1', '2']) expect(await queue.count(group)).toEqual({ waiting: 13, running: 7 })
      expect(ids).toHaveLength(21)
    })

    it('tells one of what another adds', async () => {
      const told = new Promise<void>((resolve) => {
        const look = async () => {
          if ((await queue.count()).waiting > 0) resolve()
        }
        queue.onAdded(() => void look())
      })
      start({ do: 'add', id: 'a-1', group: 'a' })
      await told
      expect(await queue.take({ perGroup: 1 })).toMatchObject({ id: 'a-1', group: 'a', attempt: 1 })
    })

    it('gives what a killed one held to another, in its place', async () => {
      await add(3, 1)
      const holder = start({ do: 'take', perGroup: 9, atMost: 2 })
      await holder.waitForEnd()
      await holder.kill()
      expect(await queue.count()).toEqual({ waiting: 1, running: 2 })
      await tested.expireLeases()
      for (const [id, attempt] of [
        ['0', 2],
        ['1', 2],
        ['2', 1],
      ]) {
        expect(await queue.take({ perGroup: 9 })).toMatchObject({ id, attempt })
      }
    })

    it('has all that was acknowledged to those that were killed at any moment, and nothing that was done', async () => {
      const killed = await Promise.all(
        ['x', 'y', 'z'].map(async (group, index) => {
          const child = start({ do: 'churn', name: group })
          await child.waitFor(() => child.idsOf('added').length >= 20 + index * 7)
          await child.kill()
          return child
        }),
      )
      await tested.expireLeases()
      const left: string[] = []
      for (;;) {
        const task = await queue.take({ perGroup: 10_000 })
        if (task === undefined) break
        left.push(task.id)
      }
      const all = (word: string) => killed.flatMap((child) => child.idsOf(word))
      const finishing = new Set(all('finishing'))
      const finished = new Set(all('finished'))
      expect(new Set(left).size).toBe(left.length)
      expect(left.filter((id) => finished.has(id))).toEqual([])
      expect(all('added').filter((id) => !finishing.has(id) && !left.includes(id))).toEqual([])
    })
  })
}
