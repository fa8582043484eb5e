import type { Log, Store, Transaction, WorkQueue } from '@sluice/platform'

/** Index of starts that were acknowledged or are about to be, and whose task may not be in the queue yet. */
const openIndex = 'machine-learning-batch-start'
const collectionOf = (workspaceId: string) => `/workspaces/${workspaceId}/batchstarts`

export interface JobStart {
  readonly workspaceId: string
  readonly jobId: string
  readonly endpointId: string
}

/** In the transaction that makes a job queued: whoever is killed before its task is in the queue leaves this behind. */
export async function putJobStart(transaction: Transaction, { workspaceId, jobId, endpointId }: JobStart) {
  const collection = collectionOf(workspaceId)
  await transaction.put(
    { key: `${collection}/${jobId}`, collection, body: { workspaceId, jobId, endpointId } },
    { isAudited: false, references: { [openIndex]: 'open' } },
  )
}

export interface JobStartServices {
  readonly store: Store
  readonly queue: WorkQueue
  readonly log: Log
}

/** Puts the task of a start into the queue; on disk when it resolves. A task that is there already stays as it is. */
export async function enqueueStart(start: JobStart, { store, queue, log }: JobStartServices): Promise<void> {
  await queue.add({ id: start.jobId, group: start.endpointId })
  // Nobody waits for this: a start that is left over is put into the queue again, where the engine finds its job begun.
  store
    .transact({ actor: 'batch' }, (transaction) =>
      transaction.remove(`${collectionOf(start.workspaceId)}/${start.jobId}`, { isAudited: false }),
    )
    .catch((error: unknown) => log.warn('A start of a batch job could not be crossed off.', { ...start, error }))
}

/** Starts that a process left behind, of whatever workspace. */
export async function recoverStarts(services: JobStartServices): Promise<void> {
  for (const { body } of await services.store.findByIndex(openIndex, 'open')) {
    await enqueueStart(body as unknown as JobStart, services)
  }
}
