import type { TakenTask } from '@sluice/platform'
import { WorkStopped } from './job-errors.ts'

export interface HeldTask {
  readonly signal: AbortSignal
  stop(reason: WorkStopped): void
  /** Makes sure that the task is still ours. @throws WorkStopped */
  confirm(): Promise<void>
  /** No more renewals. */
  release(): void
}

/** Leases last 10 s. */
const renewEveryMs = 3_000

/** Renews the lease of a task while it is worked on; the signal tells when it is lost. */
export function holdTask(task: Pick<TakenTask, 'extend'>): HeldTask {
  const stopper = new AbortController()
  const renew = async () => {
    if (!(await task.extend())) stopper.abort(new WorkStopped('lease-lost'))
  }
  const timer = setInterval(() => {
    // A store that does not answer now may do so before the lease ends; if not, `confirm` finds out before anything is committed.
    renew().catch(() => undefined)
  }, renewEveryMs)
  timer.unref()
  return {
    signal: stopper.signal,
    stop: (reason) => stopper.abort(reason),
    async confirm() {
      await renew()
      stopper.signal.throwIfAborted()
    },
    release: () => clearInterval(timer),
  }
}
