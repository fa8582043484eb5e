import { type BatchJobEnd, type BatchNotificationDocument, isAppError } from '@sluice/contracts'
import type { Log, Secrets, Store } from '@sluice/platform'
import { endpointKeyPurpose } from '../../web-services/endpoint-keys.ts'
import type { WebServiceDirectory } from '../../web-services/web-service-directory.ts'
import { readBatchJob } from '../jobs/job-records.ts'
import { type Delivery, type DeliveryServices, deliverNotification } from './deliver-notification.ts'
import {
  listOpenNotifications,
  openNotificationSecret,
  putNotification,
  readNotification,
  removeNotification,
  toJobEnd,
} from './notification-records.ts'

export interface NotificationServices extends DeliveryServices {
  readonly store: Store
  readonly secrets: Pick<Secrets, 'open'>
  readonly directory: Pick<WebServiceDirectory, 'endpointById'>
  readonly log: Log
}

const second = 1000
const minute = 60 * second
/** Waits between the attempts; one more attempt than there are waits. */
const waitsMs = [10 * second, minute, 5 * minute, 20 * minute, 60 * minute, 3 * 60 * minute, 8 * 60 * minute]
/** Longer than any delivery: who does not write down how one went by then was killed. */
const leaseMs = 2 * minute
const sideBySide = 8

/**
 * Tells of the jobs that have ended, each receiver at least once, whichever process sends it.
 * @returns when something is due next, in milliseconds since 1970; undefined when nothing waits for a time
 */
export async function sendNotifications(services: NotificationServices): Promise<number | undefined> {
  const { store, clock } = services
  const open = await listOpenNotifications(store)
  const due = open.filter(
    ({ nextAttemptAt }) => nextAttemptAt === undefined || Date.parse(nextAttemptAt) <= clock.now(),
  )
  const sendAll = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined; next = due.shift()) await send(next, services)
  }
  await Promise.all(Array.from({ length: sideBySide }, sendAll))
  const times = (await listOpenNotifications(store)).flatMap(({ nextAttemptAt }) =>
    nextAttemptAt === undefined ? [] : [Date.parse(nextAttemptAt)],
  )
  return times.length === 0 ? undefined : Math.min(...times)
}

async function send(notification: BatchNotificationDocument, services: NotificationServices): Promise<void> {
  const { log } = services
  try {
    const end = await readEnd(notification, services)
    if (end === undefined) return
    const claimed = end === 'gone' ? undefined : await claim(notification, services)
    if (end === 'gone')
      await record(notification, { isDelivered: false, reason: 'The job is gone.', isPermanent: true }, services)
    else if (claimed !== undefined) await record(claimed, await deliver(claimed, end, services), services)
  } catch (error) {
    log.error('A notification of a batch job failed inside; it is tried again.', { jobId: notification.jobId, error })
  }
}

/** Undefined while the job has not ended. */
async function readEnd(
  { end, workspaceId, jobId }: BatchNotificationDocument,
  { store }: NotificationServices,
): Promise<BatchJobEnd | 'gone' | undefined> {
  if (end !== undefined) return end
  try {
    return toJobEnd(await readBatchJob(store, workspaceId, jobId))
  } catch (error) {
    if (isAppError(error) && error.code === 'JobNotFound') return 'gone'
    throw error
  }
}

/** Written down before it is sent, so that no other process sends it as well. Undefined when another one was first. */
function claim(
  notification: BatchNotificationDocument,
  { store, clock }: NotificationServices,
): Promise<BatchNotificationDocument | undefined> {
  return store.transact({ actor: 'batch' }, async (transaction) => {
    const now = await readNotification(transaction, notification)
    if (now?.state !== 'waiting' || now.attempts !== notification.attempts) return undefined
    const nextAttemptAt = new Date(clock.now() + leaseMs).toISOString()
    const claimed = { ...now, attempts: now.attempts + 1, nextAttemptAt }
    await putNotification(transaction, claimed)
    return claimed
  })
}

async function deliver(
  notification: BatchNotificationDocument,
  end: BatchJobEnd,
  services: NotificationServices,
): Promise<Delivery> {
  const { secrets, directory } = services
  const endpoint = directory.endpointById(notification.endpointId)?.document
  const secret =
    openNotificationSecret(secrets, notification) ??
    (endpoint && secrets.open(endpoint.primaryKeySealed, endpointKeyPurpose(endpoint.id, 'primary')))
  if (secret === undefined && notification.kind === 'call') {
    return { isDelivered: false, reason: 'The endpoint whose key would sign the call is gone.', isPermanent: true }
  }
  return deliverNotification(notification, end, secret ?? '', services)
}

async function record(
  { workspaceId, jobId, kind }: BatchNotificationDocument,
  delivery: Delivery,
  { store, clock, log }: NotificationServices,
): Promise<void> {
  const now = clock.now()
  await store.transact({ actor: 'batch' }, async (transaction) => {
    const before = await readNotification(transaction, { workspaceId, jobId, kind })
    if (before === undefined) return
    const after = withOutcome(before, delivery, now)
    // Its job was removed; there is nobody left to show how it went.
    if (after.state !== 'waiting' && after.end !== undefined) await removeNotification(transaction, after)
    else await putNotification(transaction, after)
  })
  if (!delivery.isDelivered) {
    log.warn('Somebody could not be told of the end of a batch job.', { jobId, kind, reason: delivery.reason })
  }
}

function withOutcome(
  { nextAttemptAt: _, lastError: __, ...before }: BatchNotificationDocument,
  delivery: Delivery,
  now: number,
): BatchNotificationDocument {
  if (delivery.isDelivered) return { ...before, state: 'sent', sentAt: new Date(now).toISOString() }
  const wait = waitsMs[before.attempts - 1]
  if (delivery.isPermanent || wait === undefined) return { ...before, state: 'failed', lastError: delivery.reason }
  return { ...before, lastError: delivery.reason, nextAttemptAt: new Date(now + wait).toISOString() }
}
