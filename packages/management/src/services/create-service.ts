import type { JsonObject, Transaction } from '@sluice/platform'
import { assertNoFaults, fieldFault, parseContract } from '../arm/faults.ts'
import { type ServiceIdentity, serviceKey, toServiceId } from '../arm/identity.ts'
import { putDefaults, putResource } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { builtInGroups } from '../resources/groups.ts'
import { masterId } from '../resources/subscriptions.ts'
import { administratorId } from '../resources/users.ts'
import { readService, type ServiceBody, serviceContract, servicesCollection } from './service-document.ts'

export interface NewService {
  readonly identity: ServiceIdentity
  /** As sent: location, sku, tags, properties. */
  readonly body: JsonObject
  readonly administratorPassword?: string
}

/** Makes a service with what every new one contains: built-in groups, the administrator, the built-in subscription, the global policy. */
export async function createService(
  environment: ManagementEnvironment,
  transaction: Transaction,
  { identity, body, administratorPassword }: NewService,
): Promise<void> {
  const { properties } = await putService(environment, transaction, identity, body)
  const put = (path: string, properties: JsonObject) =>
    putResource(
      { environment, transaction, service: identity, path, query: new URLSearchParams(), ifMatch: null },
      properties,
    )
  for (const { id, displayName, description } of builtInGroups) {
    await putBuiltInGroup(transaction, identity, id, { displayName, description, type: 'system' })
  }
  await put(`/users/${administratorId}`, {
    email: properties.publisherEmail,
    firstName: 'Administrator',
    lastName: 'Administrator',
    ...(administratorPassword === undefined ? {} : { password: administratorPassword }),
  })
  await put(`/subscriptions/${masterId}`, { scope: '/', displayName: 'Built-in all-access subscription' })
  await putDefaults(environment, transaction, identity)
}

async function putBuiltInGroup(
  transaction: Transaction,
  identity: ServiceIdentity,
  id: string,
  properties: JsonObject,
): Promise<void> {
  const collection = `${serviceKey(identity.name)}/groups`
  await transaction.put({ key: `${collection}/${id}`, collection, body: { path: `/groups/${id}`, properties } })
}

/** Creates or changes the service's own document. */
export async function putService(
  environment: ManagementEnvironment,
  transaction: Transaction,
  identity: ServiceIdentity,
  sent: JsonObject,
): Promise<ServiceBody> {
  const parsed = parseContract(serviceContract, sent, '')
  const existing = await readService(transaction, identity.name)
  if (existing !== undefined && toServiceId(existing.identity).toLowerCase() !== toServiceId(identity).toLowerCase()) {
    assertNoFaults([fieldFault('name', `The service name '${identity.name}' is already in use.`)])
  }
  const stored: ServiceBody = {
    ...parsed,
    identity: existing?.identity ?? identity,
    createdAtUtc: existing?.createdAtUtc ?? new Date(environment.clock.now()).toISOString(),
  }
  await transaction.put({
    key: serviceKey(identity.name),
    collection: servicesCollection,
    body: stored as unknown as JsonObject,
  })
  return stored
}
