import type { BatchJobDocument } from '@sluice/contracts'
import type { Store } from '@sluice/platform'
import { storeChanges } from '../../store-changes.ts'
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
  let before: string | undefined
  let count = 0
  for await (const _ of storeChanges(store, pauseMs, signal)) {
    const job = await readBatchJob(store, workspaceId, jobId)
    const text = JSON.stringify(job)
    if (text !== before) {
      count += 1
      yield { id: String(count), event: before === undefined ? 'snapshot' : 'job', job }
    }
    before = text
    if (hasEnded(job)) {
      yield { id: endId, event: 'end', job }
      return
    }
  }
}
