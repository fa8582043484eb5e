import { AppError } from '@sluice/contracts'
import type { JsonObject, StoreReader, Transaction } from '@sluice/platform'
import { serviceKey, toServiceId } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { storeService } from './put-service.ts'
import { readService, type ServiceBody } from './service-document.ts'
import { normalizeLocation, operationsCollection } from './service-operation.ts'

const hourMs = 3_600_000
/** How long a deleted service can be brought back, and what is known of operations. */
const keptMs = 48 * hourMs

export const deletedServicesCollection = '/deletedservices'

/** A service that was deleted and can be brought back: all that is below it stays where it was. */
export interface DeletedService {
  readonly service: ServiceBody
  readonly deletionDate: string
  readonly scheduledPurgeDate: string
}

const keyOf = (name: string) => `${deletedServicesCollection}/${name.toLowerCase()}`

export async function readDeletedService(reader: StoreReader, name: string): Promise<DeletedService | undefined> {
  return (await reader.get(keyOf(name)))?.body as unknown as DeletedService | undefined
}

/** Takes a service away from everyone; gateways drop it with its own document. */
export async function softDelete(transaction: Transaction, service: ServiceBody, now: number): Promise<void> {
  const { name } = service.identity
  const deleted: DeletedService = {
    service,
    deletionDate: new Date(now).toISOString(),
    scheduledPurgeDate: new Date(now + keptMs).toISOString(),
  }
  await transaction.remove(serviceKey(name))
  await transaction.put({
    key: keyOf(name),
    collection: deletedServicesCollection,
    body: deleted as unknown as JsonObject,
  })
}

/** Brings a deleted service back as it was. */
export async function restoreService(transaction: Transaction, { service }: DeletedService): Promise<ServiceBody> {
  await transaction.remove(keyOf(service.identity.name))
  return storeService(transaction, service)
}

/** @throws AppError `ServiceAlreadyExistsInSoftDeletedState` when the name belongs to a deleted service */
export async function assertNotDeleted(reader: StoreReader, name: string): Promise<void> {
  const deleted = await readDeletedService(reader, name)
  if (deleted === undefined) return
  throw new AppError('ServiceAlreadyExistsInSoftDeletedState', { name, until: deleted.scheduledPurgeDate })
}

/** Removes a deleted service with all that is below it, for good. */
export async function purgeService(transaction: Transaction, name: string): Promise<void> {
  // A service that was brought back in the meantime is none to purge.
  if ((await readService(transaction, name)) !== undefined) return
  await transaction.removeBelow(serviceKey(name))
  await transaction.remove(keyOf(name))
}

/** Removes what is kept of the calls of a service that is gone for good; work in the background does it where this was cut short. */
export async function purgeUsageOf(
  { store, usage }: Pick<ManagementEnvironment, 'store' | 'usage'>,
  name: string,
): Promise<void> {
  const isThere =
    (await readService(store, name)) !== undefined || (await readDeletedService(store, name)) !== undefined
  if (!isThere) await usage.purge(name.toLowerCase())
}

/** Purges what was deleted long enough ago, and forgets operations that ended as long ago. */
export async function purgeExpired({
  store,
  usage,
  clock,
}: Pick<ManagementEnvironment, 'store' | 'usage' | 'clock'>): Promise<void> {
  const now = clock.now()
  for (const { body } of await store.list(deletedServicesCollection)) {
    const { service, scheduledPurgeDate } = body as unknown as DeletedService
    if (Date.parse(scheduledPurgeDate) > now) continue
    await store.transact({ actor: 'purge' }, async (transaction) => {
      const current = await readDeletedService(transaction, service.identity.name)
      if (current?.scheduledPurgeDate === scheduledPurgeDate) await purgeService(transaction, service.identity.name)
    })
    await purgeUsageOf({ store, usage }, service.identity.name)
  }
  const { documents } = await store.find({
    from: { collection: operationsCollection },
    where: {
      kind: 'compare',
      field: { kind: 'body', path: ['endTime'] },
      operator: 'lt',
      value: new Date(now - keptMs).toISOString(),
    },
  })
  if (documents.length === 0) return
  await store.transact({ actor: 'purge' }, async (transaction) => {
    for (const { key } of documents) await transaction.remove(key, { isAudited: false })
  })
}

/** A deleted service as it is answered. @see reference: API Management, 4.3 (service) */
export function toDeletedServiceView({ service, deletionDate, scheduledPurgeDate }: DeletedService): JsonObject {
  const { identity, location } = service
  return {
    id: `/subscriptions/${identity.subscriptionId}/providers/Microsoft.ApiManagement/locations/${normalizeLocation(location)}/deletedservices/${identity.name}`,
    name: identity.name,
    type: 'Microsoft.ApiManagement/deletedservices',
    location,
    properties: { serviceId: toServiceId(identity), deletionDate, scheduledPurgeDate },
  }
}
