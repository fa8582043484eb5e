import { serviceProperties, serviceSku } from '@sluice/contracts'
import type { StoreReader, Transaction } from '@sluice/platform'
import * as z from 'zod'
import { type ServiceIdentity, serviceKey } from '../arm/identity.ts'

/** @see reference: API Management, 1.2 */
export const serviceContract = z.object({
  location: z.string().min(1),
  sku: serviceSku,
  tags: z.record(z.string(), z.string()).default({}),
  properties: serviceProperties,
})

/** What is stored of a service. */
export interface ServiceBody extends z.infer<typeof serviceContract> {
  readonly identity: ServiceIdentity
  readonly createdAtUtc: string
  /** Undefined = it is ready for use. */
  readonly provisioningState?: ProvisioningState
}

export type ProvisioningState = 'Created' | 'Activating' | 'Failed'

export const servicesCollection = '/services'

/** All services of the installation, in order of creation. */
export async function listServiceBodies(reader: StoreReader): Promise<readonly ServiceBody[]> {
  return (await reader.list(servicesCollection)).map(({ body }) => body as unknown as ServiceBody)
}

/** Whether a service is there and ready: nobody signs in at one that is deleted, still being made, or could not be made. */
export async function isServiceOpen(reader: Pick<Transaction, 'get'>, name: string): Promise<boolean> {
  const service = await readService(reader, name)
  return service !== undefined && service.provisioningState === undefined
}

export async function readService(reader: Pick<Transaction, 'get'>, name: string): Promise<ServiceBody | undefined> {
  return (await reader.get(serviceKey(name)))?.body as unknown as ServiceBody | undefined
}
