import type { SubscriptionProperties } from '@sluice/contracts'
import type { Resource } from '../../shared/api-client/resource.ts'
import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'
import { wholeListQuery } from '../catalogue/catalogue.ts'
import { sendDeveloper } from '../developer-api.ts'

export type Subscription = Resource<SubscriptionProperties>
export type KeyKind = 'primaryKey' | 'secondaryKey'

export const toSubscriptionPath = (userId: string, name: string): string =>
  `/users/${encodeURIComponent(userId)}/subscriptions/${encodeURIComponent(name)}`

export const ownSubscriptionsQuery = (service: string, userId: string) =>
  wholeListQuery<Subscription>(service, `/users/${encodeURIComponent(userId)}/subscriptions`)

/** Both keys; asked for only when one of them is revealed or copied, and kept nowhere. */
export async function loadKey(service: string, path: string, kind: KeyKind): Promise<string> {
  const { body } = await sendDeveloper<Readonly<Record<KeyKind, string>>>(service, `${path}/listSecrets`, {
    method: 'POST',
    isAnonymous: false,
  })
  return body[kind]
}

export const stateKinds = {
  submitted: 'waiting',
  active: 'done',
  suspended: 'paused',
  rejected: 'failed',
  cancelled: 'off',
  expired: 'off',
} as const satisfies Record<SubscriptionProperties['state'], StateKind>

/** Whether its keys may open something, now or again later. */
export const isLive = ({ properties: { state } }: Subscription): boolean =>
  state === 'active' || state === 'submitted' || state === 'suspended'

/** Name of the product that a subscription is to; undefined = to an API or to everything. */
export const productOf = ({ properties: { scope } }: Subscription): string | undefined =>
  /\/products\/([^/]+)$/i.exec(scope)?.[1]

/** Those to one product. */
export const toProduct = (subscriptions: readonly Subscription[], product: string): readonly Subscription[] =>
  subscriptions.filter((one) => productOf(one)?.toLowerCase() === product.toLowerCase())

/** How many more subscriptions a product allows to one user; undefined = any number. */
export function countLeft(
  subscriptions: readonly Subscription[],
  limit: number | null | undefined,
): number | undefined {
  if (limit == null) return undefined
  // As the server counts: a suspended one takes no place.
  const held = subscriptions.filter(({ properties: { state } }) => state === 'active' || state === 'submitted')
  return Math.max(0, limit - held.length)
}
