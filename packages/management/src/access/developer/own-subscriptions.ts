import { AppError, type ProductProperties, type SubscriptionProperties } from '@sluice/contracts'
import type { JsonObject, StoreReader } from '@sluice/platform'
import * as z from 'zod'
import { toBody } from '../../arm/define-resource.ts'
import { assertNoFaults, fieldFault, parseContract } from '../../arm/faults.ts'
import { type ServiceIdentity, toKey, toRelativePath } from '../../arm/identity.ts'
import { assertNotDelegated } from '../portal-rules.ts'
import type { UserAccount } from '../user-account.ts'
import type { Visible } from './visible.ts'

const wanted = z.object({
  scope: z.string().min(1),
  displayName: z.string().min(1).max(100).optional(),
  name: z.string().min(1).max(100).optional(),
  /** That the terms of the product were agreed to. */
  consent: z.boolean().default(false),
})
const change = z.object({
  displayName: z.string().min(1).max(100).optional(),
  name: z.string().min(1).max(100).optional(),
  state: z.literal('cancelled', { error: "must be 'cancelled'" }).optional(),
})

export interface OwnCall {
  readonly reader: StoreReader
  readonly service: ServiceIdentity
  readonly user: UserAccount
  readonly visible: Visible
}

/** Whether a subscription is the user's own. @throws AppError `ResourceNotFound`, as for one that is not there */
export async function assertOwn({ reader, service, user }: Omit<OwnCall, 'visible'>, sid: string): Promise<void> {
  const document = await reader.get(toKey(service.name, `/subscriptions/${sid}`))
  const ownerId = document && toBody<SubscriptionProperties>(document).properties.ownerId
  if (ownerId?.toLowerCase() === `/users/${user.id.toLowerCase()}`) return
  throw new AppError('ResourceNotFound', { kind: 'Subscription' })
}

/**
 * What a developer may ask for: a new subscription to a product that is there for the own groups, with its terms agreed to.
 * State and limit follow from the product, as for everybody.
 */
export async function toNewSubscription(call: OwnCall, sid: string, properties: JsonObject): Promise<JsonObject> {
  const { reader, service, user, visible } = call
  if ((await reader.get(toKey(service.name, `/subscriptions/${sid}`))) !== undefined) {
    throw new AppError('OperationNotAllowed', { reason: 'There is a subscription with this identifier already.' })
  }
  await assertNotDelegated(reader, service.name, 'Subscribe')
  const sent = parseContract(wanted, properties, 'properties')
  const scope = toRelativePath(sent.scope, service) ?? ''
  const [, product] = /^\/products\/([^/]+)$/i.exec(scope) ?? []
  const document = product && (await reader.get(toKey(service.name, scope)))
  const isVisible = visible.products === undefined || visible.products.has(product?.toLowerCase() ?? '')
  if (!document || !isVisible) {
    throw new AppError('ValidationError', {}, { faults: [fieldFault('properties.scope', 'There is no such product.')] })
  }
  const { terms } = toBody<ProductProperties>(document).properties
  if (terms && !sent.consent) {
    assertNoFaults([fieldFault('properties.consent', "'consent' to the terms of the product is required.")])
  }
  return { scope, ownerId: `/users/${user.id}`, displayName: sent.displayName ?? sent.name ?? product ?? '' }
}

/** What a developer may change of an own one: its name, and that it is cancelled. */
export function toSubscriptionChange(properties: JsonObject): JsonObject {
  const { displayName, name, state } = parseContract(change, properties, 'properties')
  const called = displayName ?? name
  return { ...(called === undefined ? {} : { displayName: called }), ...(state === undefined ? {} : { state }) }
}
