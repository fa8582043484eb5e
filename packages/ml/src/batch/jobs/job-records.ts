import {
  AppError,
  type BatchJobDocument,
  type BatchJobState,
  batchJobDocument,
  endedBatchJobStates,
  type WebServiceDefinition,
  webServiceDefinition,
} from '@sluice/contracts'
import type { DocumentCondition, StoreReader, Transaction, WriteOptions } from '@sluice/platform'
import { batchDefinitionKey } from '../../web-services/document-keys.ts'
import { putDocument } from '../../web-services/put-document.ts'
import { letGoNotifications } from '../notifications/notification-records.ts'
import { putLeftover } from './leftovers.ts'

export const batchJobsCollection = (workspaceId: string) => `/workspaces/${workspaceId}/batchjobs`
export const batchJobKey = (workspaceId: string, id: string) => `${batchJobsCollection(workspaceId)}/${id}`

/** Finds the jobs of all workspaces that are in a state. */
export const batchStateIndex = 'batchjobstate'

export const hasEnded = ({ state }: Pick<BatchJobDocument, 'state'>): boolean => endedBatchJobStates.includes(state)

/** Jobs come by the thousand and change with each piece of their input: no rows of the audit. */
const quiet: WriteOptions = { isAudited: false }

export async function putBatchJob(transaction: Transaction, job: BatchJobDocument): Promise<void> {
  await transaction.put(
    { key: batchJobKey(job.workspaceId, job.id), collection: batchJobsCollection(job.workspaceId), body: { ...job } },
    { ...quiet, references: { [batchStateIndex]: job.state } },
  )
}

/** @throws AppError `JobNotFound` */
export async function readBatchJob(
  reader: Pick<StoreReader, 'get'>,
  workspaceId: string,
  id: string,
): Promise<BatchJobDocument> {
  const stored = /^[0-9a-f]{32}$/.test(id) ? await reader.get(batchJobKey(workspaceId, id)) : undefined
  if (stored === undefined) throw new AppError('JobNotFound', {})
  return batchJobDocument.parse(stored.body)
}

export interface BatchJobFilter {
  readonly endpointId?: string | undefined
  readonly webServiceId?: string | undefined
  readonly states?: readonly BatchJobState[] | undefined
}

export interface BatchJobPage {
  readonly jobs: readonly BatchJobDocument[]
  /** Of all pages. */
  readonly count: number
}

/** Newest first. */
export async function listBatchJobs(
  reader: Pick<StoreReader, 'find'>,
  workspaceId: string,
  { endpointId, webServiceId, states }: BatchJobFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<BatchJobPage> {
  const terms: DocumentCondition[] = []
  if (endpointId !== undefined) terms.push(isEqual('endpointId', endpointId))
  if (webServiceId !== undefined) terms.push(isEqual('webServiceId', webServiceId))
  if (states !== undefined) terms.push({ kind: 'or', terms: states.map((state) => isEqual('state', state)) })
  const { documents, count } = await reader.find({
    from: { collection: batchJobsCollection(workspaceId) },
    where: { kind: 'and', terms },
    orderBy: [{ field: { kind: 'body', path: ['createdAt'] }, isDescending: true }],
    ...page,
  })
  return { jobs: documents.map(({ body }) => batchJobDocument.parse(body)), count }
}

const isEqual = (name: string, value: string): DocumentCondition => ({
  kind: 'compare',
  field: { kind: 'body', path: [name] },
  operator: 'eq',
  value,
})

/**
 * Takes a job that has ended out of the store with its parts, and the definition that no other job is pinned to. Whoever
 * wants to hear of its end still does; files that go with it are left to `removeLeftovers`.
 */
export async function removeBatchJob(transaction: Transaction, job: BatchJobDocument): Promise<void> {
  const { workspaceId, id, definition } = job
  await letGoNotifications(transaction, job)
  await putLeftover(transaction, job)
  await transaction.removeBelow(batchJobKey(workspaceId, id), quiet)
  await transaction.remove(batchJobKey(workspaceId, id), quiet)
  if (definition === undefined) return
  const others = await transaction.find({
    from: { collection: batchJobsCollection(workspaceId) },
    where: isEqual('definition', definition),
    limit: 1,
  })
  if (others.count === 0) await transaction.remove(batchDefinitionKey(workspaceId, definition), quiet)
}

/** Keeps a definition for the jobs that are pinned to it. */
export async function putBatchDefinition(
  transaction: Transaction,
  workspaceId: string,
  hash: string,
  definition: WebServiceDefinition,
): Promise<void> {
  const key = batchDefinitionKey(workspaceId, hash)
  if ((await transaction.get(key)) === undefined) await putDocument(transaction, key, definition)
}

/** @throws AppError `JobNotFound` when no job is pinned to it */
export async function readBatchDefinition(
  reader: Pick<StoreReader, 'get'>,
  workspaceId: string,
  hash: string,
): Promise<WebServiceDefinition> {
  const stored = await reader.get(batchDefinitionKey(workspaceId, hash))
  if (stored === undefined) throw new AppError('JobNotFound', {})
  return webServiceDefinition.parse(stored.body)
}
