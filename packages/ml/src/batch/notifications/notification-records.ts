import {
  type BatchJobDocument,
  type BatchJobEnd,
  type BatchNotificationDocument,
  batchJobEnd,
  batchNotificationDocument,
} from '@sluice/contracts'
import type { Secrets, StoreReader, Transaction } from '@sluice/platform'
import { createMachineLearningId, type RandomBytes } from '../../web-services/endpoint-keys.ts'
import type { JobNotify } from '../jobs/read-submission.ts'

/** Index of those that are still to be sent. */
const openIndex = 'machine-learning-batch-notification'
const kinds = ['call', 'mail'] as const

type Place = Pick<BatchNotificationDocument, 'workspaceId' | 'jobId' | 'kind'>

const collectionOf = (workspaceId: string) => `/workspaces/${workspaceId}/batchnotifications`
const keyOf = ({ workspaceId, jobId, kind }: Place) => `${collectionOf(workspaceId)}/${jobId}-${kind}`
const secretPurpose = (id: string) => `batchnotifications/${id}/secret`
const quiet = { isAudited: false } as const

export async function putNotification(transaction: Transaction, notification: BatchNotificationDocument) {
  await transaction.put(
    { key: keyOf(notification), collection: collectionOf(notification.workspaceId), body: { ...notification } },
    { ...quiet, ...(notification.state === 'waiting' ? { references: { [openIndex]: 'open' } } : {}) },
  )
}

/** In the transaction of the submission. */
export async function putNewNotifications(
  transaction: Transaction,
  job: BatchJobDocument,
  { url, email, secret }: JobNotify,
  { secrets, randomBytes }: { readonly secrets: Pick<Secrets, 'seal'>; readonly randomBytes: RandomBytes },
): Promise<void> {
  for (const kind of kinds) {
    const address = kind === 'call' ? url : email
    if (address === undefined) continue
    const id = createMachineLearningId(randomBytes)
    await putNotification(transaction, {
      id,
      workspaceId: job.workspaceId,
      jobId: job.id,
      endpointId: job.endpointId,
      kind,
      address,
      ...(kind === 'call' && secret !== undefined ? { secretSealed: secrets.seal(secret, secretPurpose(id)) } : {}),
      state: 'waiting',
      attempts: 0,
    })
  }
}

/** What a call is signed with when it was asked for. @throws AppError `SecretUnreadable` */
export const openNotificationSecret = (
  secrets: Pick<Secrets, 'open'>,
  { id, secretSealed }: BatchNotificationDocument,
): string | undefined => (secretSealed === undefined ? undefined : secrets.open(secretSealed, secretPurpose(id)))

export async function readNotification(
  reader: Pick<StoreReader, 'get'>,
  place: Place,
): Promise<BatchNotificationDocument | undefined> {
  const stored = await reader.get(keyOf(place))
  return stored && batchNotificationDocument.parse(stored.body)
}

export async function listOpenNotifications(
  reader: Pick<StoreReader, 'findByIndex'>,
): Promise<BatchNotificationDocument[]> {
  return (await reader.findByIndex(openIndex, 'open')).map(({ body }) => batchNotificationDocument.parse(body))
}

/** All of a job, sent or not. */
export async function listNotifications(
  reader: Pick<StoreReader, 'get'>,
  { workspaceId, id }: Pick<BatchJobDocument, 'workspaceId' | 'id'>,
): Promise<BatchNotificationDocument[]> {
  const found = await Promise.all(kinds.map((kind) => readNotification(reader, { workspaceId, jobId: id, kind })))
  return found.filter((one) => one !== undefined)
}

export const removeNotification = (transaction: Transaction, place: Place): Promise<boolean> =>
  transaction.remove(keyOf(place), quiet)

/** When a job is removed: those that were sent go with it, the others keep what they have to tell. */
export async function letGoNotifications(transaction: Transaction, job: BatchJobDocument): Promise<void> {
  const end = toJobEnd(job)
  for (const notification of await listNotifications(transaction, job)) {
    if (notification.state === 'waiting' && end !== undefined)
      await putNotification(transaction, { ...notification, end })
    else await removeNotification(transaction, notification)
  }
}

/** Undefined while the job has not ended. */
export function toJobEnd(job: BatchJobDocument): BatchJobEnd | undefined {
  const { id, workspaceId, webServiceId, webServiceName, endpointId, endpointName, progress, error } = job
  const parsed = batchJobEnd.safeParse({
    jobId: id,
    workspaceId,
    webServiceId,
    webServiceName,
    endpointId,
    endpointName,
    state: job.state,
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
    rows: progress.rows,
    badRows: progress.badRows,
    ...(error === undefined ? {} : { error: { code: error.code, message: error.message, target: error.target } }),
  })
  return parsed.success ? parsed.data : undefined
}
