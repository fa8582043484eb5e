import { type BatchJobDocument, batchLeftover } from '@sluice/contracts'
import type { Blobs, Log, Secrets, Store, Transaction } from '@sluice/platform'
import { isTransient } from '../engine/patience.ts'
import { openBlobAccess } from './job-secrets.ts'

/** Finds those of all workspaces. */
const leftoverIndex = 'batchleftover'
const author = { actor: 'batch' }
const quiet = { isAudited: false }

/** Keeps, with the deletion of a job, what is to be deleted after it: storage may not answer now. */
export async function putLeftover(transaction: Transaction, job: BatchJobDocument): Promise<void> {
  const { id, workspaceId, outputs, badRowsFile } = job
  const written = [...Object.values(outputs), ...(badRowsFile === undefined ? [] : [badRowsFile])]
  const files = written.filter(({ goesWithJob }) => goesWithJob === true)
  if (files.length === 0) return
  const collection = `/workspaces/${workspaceId}/batchleftovers`
  const leftover = batchLeftover.parse({ jobId: id, files })
  await transaction.put(
    { key: `${collection}/${id}`, collection, body: { ...leftover } },
    { ...quiet, references: { [leftoverIndex]: 'file' } },
  )
}

export interface LeftoverServices {
  readonly store: Store
  readonly blobs: Pick<Blobs, 'openContainer'>
  readonly secrets: Pick<Secrets, 'open'>
  readonly log: Log
}

/** Deletes the files of deleted jobs; what storage does not do now is left for the next time. */
export async function removeLeftovers({ store, blobs, secrets, log }: LeftoverServices): Promise<void> {
  for (const { key, body } of await store.findByIndex(leftoverIndex, 'file')) {
    const { jobId, files } = batchLeftover.parse(body)
    try {
      for (const file of files) {
        const container = await blobs.openContainer(openBlobAccess(secrets, jobId, file))
        await container.remove(file.path)
      }
    } catch (error) {
      if (isTransient(error)) {
        log.warn('The files of a deleted batch job could not be deleted; it is tried again later.', { jobId, error })
        continue
      }
      // A container that is gone, or a key that is another by now: no other time is better.
      log.warn('The files of a deleted batch job stay where they are.', { jobId, error })
    }
    await store.transact(author, (transaction) => transaction.remove(key, quiet))
  }
}
