import { AsyncLocalStorage } from 'node:async_hooks'
import { type NotificationServices, sendNotifications } from './send-notifications.ts'

/** Tells of jobs as they end, until it is closed. */
export interface JobNotifier {
  /** Waits for what is being sent. */
  close(): Promise<void>
}

export interface JobNotifierOptions extends NotificationServices {
  /** Changes that come closer together are looked at once; default 300. */
  readonly pauseMs?: number
}

/** Without a change something is looked for at least this often: a clock may have been set. */
const longestWaitMs = 60_000

export function startJobNotifier({ pauseMs = 300, ...services }: JobNotifierOptions): JobNotifier {
  const { store, clock, log } = services
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let running: Promise<void> | undefined
  let isClosed = false

  const runIn = (waitMs: number) => {
    const at = clock.monotonic() + waitMs
    if (isClosed || (timer !== undefined && dueAt <= at)) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => {
      timer = undefined
      running = (running ?? Promise.resolve()).then(run)
    }, waitMs)
    timer.unref()
  }
  const run = async () => {
    if (isClosed) return
    try {
      const next = await sendNotifications(services)
      const waitMs = next === undefined ? longestWaitMs : next - clock.now()
      runIn(Math.min(longestWaitMs, Math.max(pauseMs, waitMs)))
    } catch (error) {
      log.error('Notifications of batch jobs could not be read.', { error })
      runIn(longestWaitMs)
    }
  }
  // A change is told of within the transaction that made it; what is begun by it belongs to no transaction.
  const outside = AsyncLocalStorage.snapshot()
  const stop = store.onChange(() => outside(() => runIn(pauseMs)))
  runIn(0)
  return {
    async close() {
      isClosed = true
      stop()
      clearTimeout(timer)
      await running
    },
  }
}
