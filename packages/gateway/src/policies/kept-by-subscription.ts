import type { SubscriptionProperties } from '@sluice/contracts'
import type { Matched } from '../pipeline/call-context.ts'

/** Subscriptions for which something is kept; with more of them it is made anew now and then. */
const maxKept = 20_000

/**
 * Makes something of a subscription once for each version of it: keys of counters, for one, cost more to build and to
 * hash than to count by.
 */
export function keptBySubscription<Made>(
  make: (subscription: Matched<SubscriptionProperties>) => Made,
): (subscription: Matched<SubscriptionProperties>) => Made {
  const kept = new Map<string, { readonly properties: SubscriptionProperties; readonly made: Made }>()
  return (subscription) => {
    const { resourceId, properties } = subscription
    const known = kept.get(resourceId)
    if (known !== undefined && known.properties === properties) return known.made
    if (kept.size >= maxKept) kept.clear()
    const made = make(subscription)
    kept.set(resourceId, { properties, made })
    return made
  }
}
