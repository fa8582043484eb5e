import type { Log, TakenTask, WorkQueue } from '@sluice/platform'

export interface TaskLoop {
  /** Looks for tasks now. */
  wake(): void
  /** Resolves when no task is worked on any more; what runs has to be told to stop by others. */
  close(): Promise<void>
}

export interface TaskLoopOptions {
  readonly queue: WorkQueue
  readonly perGroup: number
  /** Tasks side by side. */
  readonly atOnce: number
  readonly log: Log
  /** Handles all failures itself. */
  work(task: TakenTask): Promise<void>
}

/** Tasks whose holder was lost come back without being added. */
const lookEveryMs = 1_000

/** Takes tasks for as long as there is room. */
export function createTaskLoop({ queue, perGroup, atOnce, log, work }: TaskLoopOptions): TaskLoop {
  const running = new Set<Promise<void>>()
  let isClosed = false
  let isTaking = false
  let isWoken = false

  const take = async () => {
    while (!isClosed && running.size < atOnce) {
      const task = await queue.take({ perGroup })
      if (task === undefined) return
      const done: Promise<void> = work(task)
        .catch((error: unknown) => log.error('A task of batch execution was left.', { task: task.id, error }))
        .then(() => {
          running.delete(done)
          wake()
        })
      running.add(done)
    }
  }
  const wake = () => {
    if (isClosed) return
    isWoken = true
    if (isTaking) return
    isTaking = true
    const turn = async () => {
      while (isWoken) {
        isWoken = false
        await take()
      }
    }
    turn()
      .catch((error: unknown) => {
        if (!isClosed) log.error('No task of batch execution could be taken; it is tried again.', { error })
      })
      .finally(() => {
        isTaking = false
      })
  }
  const stopListening = queue.onAdded(wake)
  const timer = setInterval(wake, lookEveryMs)
  timer.unref()
  wake()
  return {
    wake,
    async close() {
      isClosed = true
      clearInterval(timer)
      stopListening()
      await Promise.all(running)
    },
  }
}
