import { serviceProperties, serviceSku } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
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
}

export const servicesCollection = '/services'

export async function readService(reader: Pick<Transaction, 'get'>, name: string): Promise<ServiceBody | undefined> {
  return (await reader.get(serviceKey(name)))?.body as unknown as ServiceBody | undefined
}
