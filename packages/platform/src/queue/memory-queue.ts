import { AppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import { createTaskListeners } from './task-listeners.ts'
import type { NewTask, TakenTask, WorkQueue } from './work-queue.ts'

export interface MemoryQueueOptions {
  readonly clock: Clock
  /** So long a holder may be silent; default 10 s. */
  readonly leaseMs?: number
}

interface Task extends NewTask {
  attempt: number
  lease?: Lease | undefined
}

interface Lease {
  until: number
}

/** A queue that forgets; for tests. The others do exactly what it does. */
export function createMemoryQueue({ clock, leaseMs = 10_000 }: MemoryQueueOptions): WorkQueue {
  const tasks = new Map<string, Task>()
  /** The group whose turn was longest ago comes first; its tasks in the order in which they came. */
  const groups = new Map<string, Map<string, Task>>()
  const held = new Set<Task>()
  const listeners = createTaskListeners()
  let isClosed = false

  const assertOpen = () => {
    if (isClosed) throw new AppError('StoreUnavailable', { reason: 'it is closed' })
  }
  const free = (task: Task) => {
    task.lease = undefined
    held.delete(task)
  }
  const drop = (task: Task) => {
    free(task)
    tasks.delete(task.id)
    const group = groups.get(task.group)
    group?.delete(task.id)
    if (group?.size === 0) groups.delete(task.group)
  }
  const findNext = (perGroup: number): Task | undefined => {
    const running = Map.groupBy(held, ({ group }) => group)
    for (const [name, group] of groups) {
      if ((running.get(name)?.length ?? 0) >= perGroup) continue
      for (const task of group.values()) if (task.lease === undefined) return task
    }
    return undefined
  }
  const hold = (task: Task, lease: Lease): TakenTask => {
    const isHeld = () => {
      assertOpen()
      return task.lease === lease
    }
    return {
      id: task.id,
      group: task.group,
      attempt: task.attempt,
      async extend() {
        if (!isHeld()) return false
        lease.until = clock.now() + leaseMs
        return true
      },
      async finish() {
        if (!isHeld()) return
        drop(task)
        listeners.tell()
      },
      async giveBack() {
        if (!isHeld()) return
        free(task)
        task.attempt -= 1
        listeners.tell()
      },
    }
  }

  return {
    async add({ id, group }) {
      assertOpen()
      if (tasks.has(id)) return
      const task: Task = { id, group, attempt: 0 }
      tasks.set(id, task)
      groups.set(group, (groups.get(group) ?? new Map<string, Task>()).set(id, task))
      listeners.tell()
    },
    async take({ perGroup }) {
      assertOpen()
      const now = clock.now()
      for (const task of held) if (task.lease !== undefined && task.lease.until < now) free(task)
      const task = findNext(perGroup)
      if (task === undefined) return undefined
      const lease: Lease = { until: now + leaseMs }
      task.attempt += 1
      task.lease = lease
      held.add(task)
      // Last in a map is what is set last.
      const group = groups.get(task.group) ?? new Map<string, Task>()
      groups.delete(task.group)
      groups.set(task.group, group)
      return hold(task, lease)
    },
    async remove(id) {
      assertOpen()
      const task = tasks.get(id)
      if (task === undefined) return false
      drop(task)
      listeners.tell()
      return true
    },
    async count(group) {
      assertOpen()
      const all = group === undefined ? tasks : (groups.get(group) ?? new Map<string, Task>())
      const running = [...all.values()].filter((task) => task.lease !== undefined).length
      return { waiting: all.size - running, running }
    },
    onAdded: (listener) => listeners.add(listener),
    async close() {
      isClosed = true
      listeners.clear()
    },
  }
}
