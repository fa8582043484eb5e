import type { SubscriptionProperties } from '@sluice/contracts'

/** Index of those whose date is still to come: the key of the service. */
export const expiringIndex = 'expiring'

type Expiry = Partial<Pick<SubscriptionProperties, 'state' | 'enforceExpiration' | 'expirationDate'>>

/** States that an expiry ends; in the others a subscription opens nothing anyway. */
const ended: readonly SubscriptionProperties['state'][] = ['submitted', 'active', 'suspended']

/** Whether it will expire by itself one day. */
export const isExpiring = ({ enforceExpiration, expirationDate, state }: Expiry): boolean =>
  enforceExpiration === true && typeof expirationDate === 'string' && state !== undefined && ended.includes(state)

/** Whether its date has come, whatever its state says yet. */
export const isExpired = (subscription: Expiry, now: number): boolean =>
  isExpiring(subscription) && Date.parse(String(subscription.expirationDate)) <= now
