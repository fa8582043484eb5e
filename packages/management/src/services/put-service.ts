import type { JsonObject, Transaction } from '@sluice/platform'
import { assertNoFaults, fieldFault, parseContract } from '../arm/faults.ts'
import { type ServiceIdentity, serviceKey, toServiceId } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import {
  type ProvisioningState,
  readService,
  type ServiceBody,
  serviceContract,
  servicesCollection,
} from './service-document.ts'

/** Creates or changes the service's own document. @param state of a new one; default: ready for use */
export async function putService(
  environment: ManagementEnvironment,
  transaction: Transaction,
  identity: ServiceIdentity,
  sent: JsonObject,
  state?: ProvisioningState,
): Promise<ServiceBody> {
  const { properties, ...parsed } = parseContract(serviceContract, sent, '')
  const { restore: _, ...kept } = properties
  const existing = await readService(transaction, identity.name)
  if (existing !== undefined && toServiceId(existing.identity).toLowerCase() !== toServiceId(identity).toLowerCase()) {
    assertNoFaults([fieldFault('name', `The service name '${identity.name}' is already in use.`)])
  }
  const provisioningState = existing === undefined ? state : existing.provisioningState
  return storeService(transaction, {
    ...parsed,
    properties: kept,
    identity: existing?.identity ?? identity,
    createdAtUtc: existing?.createdAtUtc ?? new Date(environment.clock.now()).toISOString(),
    ...(provisioningState === undefined ? {} : { provisioningState }),
  })
}

/** Writes the document as it is. */
export async function storeService(transaction: Transaction, service: ServiceBody): Promise<ServiceBody> {
  await transaction.put({
    key: serviceKey(service.identity.name),
    collection: servicesCollection,
    body: service as unknown as JsonObject,
  })
  return service
}
