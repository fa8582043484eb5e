import type { Log, Store } from '@sluice/platform'

/** Something that the management process does by itself, again and again. */
export interface BackgroundTask {
  readonly name: string
  /** How long it may wait when nothing happens. */
  readonly everyMs: number
  /** Also after every change of the store. */
  readonly isRunOnChange?: boolean
  run(signal: AbortSignal): Promise<void>
}

export interface BackgroundWork {
  /** Each task once, now. */
  runOnce(): Promise<void>
  /** Goes on until it is closed. */
  start(): void
  /** Lets the task that runs come to its end. */
  close(): Promise<void>
}

/** Changes come in bursts; one look after them is enough. */
const settlingMs = 500

/** Runs tasks one after the other; one that fails is logged, and tried again when its time comes. */
export function createBackgroundWork(
  { store, log }: { readonly store: Store; readonly log: Log },
  tasks: readonly BackgroundTask[],
): BackgroundWork {
  const closing = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  let queue = Promise.resolve()
  let settling: NodeJS.Timeout | undefined

  const run = async (task: BackgroundTask) => {
    if (closing.signal.aborted) return
    try {
      await task.run(closing.signal)
    } catch (error) {
      // What a store says that is closed meanwhile is no news.
      if (!closing.signal.aborted) log.error('A background task failed.', { task: task.name, error })
    }
  }
  const waiting = new Set<BackgroundTask>()
  const enqueue = (wanted: readonly BackgroundTask[]): Promise<void> => {
    for (const task of wanted) {
      // One that waits already sees what the next one would.
      if (waiting.has(task)) continue
      waiting.add(task)
      queue = queue.then(() => {
        waiting.delete(task)
        return run(task)
      })
    }
    return queue
  }
  const changed = tasks.filter(({ isRunOnChange }) => isRunOnChange === true)
  let stopListening = () => {}

  return {
    runOnce: () => enqueue(tasks),
    start() {
      void enqueue(tasks)
      for (const task of tasks) {
        const timer = setInterval(() => void enqueue([task]), task.everyMs)
        timer.unref()
        timers.add(timer)
      }
      stopListening = store.onChange(() => {
        settling ??= setTimeout(() => {
          settling = undefined
          void enqueue(changed)
        }, settlingMs)
        settling.unref()
      })
    },
    async close() {
      closing.abort()
      stopListening()
      for (const timer of timers) clearInterval(timer)
      clearTimeout(settling)
      await queue
    },
  }
}
