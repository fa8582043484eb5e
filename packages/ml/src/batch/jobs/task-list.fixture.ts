import type { NewTask, WorkQueue } from '@sluice/platform'

export interface TaskList extends WorkQueue {
  /** In the order in which they were added. */
  readonly tasks: readonly NewTask[]
  /** From now on adding fails, as that of a database that is away. */
  fail(isFailing: boolean): void
}

/** A queue from which nobody takes anything, so that a test sees what was put into it. */
export function createTaskList(): TaskList {
  const tasks: NewTask[] = []
  let isFailing = false
  return {
    tasks,
    fail(wanted) {
      isFailing = wanted
    },
    async add(task) {
      if (isFailing) throw new Error('The queue is away.')
      if (!tasks.some(({ id }) => id === task.id)) tasks.push(task)
    },
    take: async () => undefined,
    async remove(id) {
      const at = tasks.findIndex((task) => task.id === id)
      if (at >= 0) tasks.splice(at, 1)
      return at >= 0
    },
    count: async () => ({ waiting: tasks.length, running: 0 }),
    onAdded: () => () => {},
    close: async () => {},
  }
}
