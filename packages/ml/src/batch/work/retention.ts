import { batchJobDocument, endedBatchJobStates } from '@sluice/contracts'
import type { Clock, Store } from '@sluice/platform'
import { batchStateIndex, removeBatchJob } from '../jobs/job-records.ts'

const atOnce = 100

/** Deletes jobs that ended so long ago, with all that belongs to them. @returns how many */
export async function removeOldJobs(store: Store, clock: Clock, maxAgeMs: number): Promise<number> {
  const before = new Date(clock.now() - maxAgeMs).toISOString()
  let count = 0
  for (;;) {
    const { documents } = await store.find({
      from: { index: batchStateIndex, value: endedBatchJobStates },
      where: { kind: 'compare', field: { kind: 'body', path: ['finishedAt'] }, operator: 'lt', value: before },
      limit: atOnce,
    })
    if (documents.length === 0) return count
    await store.transact({ actor: 'batch' }, async (transaction) => {
      for (const { body } of documents) await removeBatchJob(transaction, batchJobDocument.parse(body))
    })
    count += documents.length
  }
}
