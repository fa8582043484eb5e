import type { BatchJobDocument } from '@sluice/contracts'
import type { Store } from '@sluice/platform'
import { hasEnded, readBatchJob } from './job-records.ts'

/** What is told of a job while it goes on. */
export interface JobEvent {
  readonly id: string
  readonly event: 'snapshot' | 'job' | 'end'
  readonly job: BatchJobDocument
}

/** A client that comes back with it has heard all. */
export const endId = 'end'

/** Changes that come closer together are told as one. */
const pauseMs = 200

/**
 * First how it stands, then each change, whichever process works on it; the last one is `end`.
 * @throws AppError `JobNotFound`, also when it is deleted meanwhile
 */
export async function* followJob(
  store: Pick<Store, 'get' | 'onChange'>,
  workspaceId: string,
  jobId: string,
  signal: AbortSignal,
): AsyncGenerator<JobEvent> {
  let changed = Promise.withResolvers<void>()
  const stop = store.onChange(() => changed.resolve())
  const wake = () => changed.resolve()
  signal.addEventListener('abort', wake)
  try {
    let before: string | undefined
    for (let count = 1; !signal.aborted; ) {
      changed = Promise.withResolvers()
      const job = await readBatchJob(store, workspaceId, jobId)
      const text = JSON.stringify(job)
      if (text !== before) {
        yield { id: String(count), event: before === undefined ? 'snapshot' : 'job', job }
        count += 1
      }
      before = text
      if (hasEnded(job)) {
        yield { id: endId, event: 'end', job }
        return
      }
      await changed.promise
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  } finally {
    signal.removeEventListener('abort', wake)
    stop()
  }
}
