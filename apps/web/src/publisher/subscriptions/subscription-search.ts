import * as z from 'zod'
import { quote } from '../../shared/api-client/resource.ts'
import { listSearch } from '../../shared/routing/list-search.ts'
import { subscriptionStates } from './subscription.ts'

/** What the address says of a list of subscriptions; `subscription` is the one whose details are open. */
export const subscriptionSearch = listSearch.extend({
  state: z.enum(subscriptionStates).optional().catch(undefined),
  product: z.string().optional().catch(undefined),
  user: z.string().optional().catch(undefined),
  subscription: z.string().optional().catch(undefined),
})
export type SubscriptionSearch = z.infer<typeof subscriptionSearch>

/** Whether anything is looked for. */
export const isFiltered = ({ q, state, product, user }: SubscriptionSearch): boolean =>
  [q, state, product, user].some((one) => one !== undefined && one !== '')

/** The filter of the management API for it. */
export function toSubscriptionFilter({ q, state, product, user }: SubscriptionSearch): string | undefined {
  const terms = [
    q && `(contains(displayName,${quote(q)}) or contains(name,${quote(q)}) or contains(stateComment,${quote(q)}))`,
    state && `state eq ${quote(state)}`,
    product && `scope eq ${quote(`/products/${product}`)}`,
    user && `ownerId eq ${quote(`/users/${user}`)}`,
  ]
  return terms.filter(Boolean).join(' and ') || undefined
}
