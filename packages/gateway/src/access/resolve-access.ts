import type { KeyFault } from '@sluice/contracts'
import type {
  CompiledApi,
  CompiledProduct,
  CompiledService,
  CompiledSubscription,
  CompiledUser,
} from '../snapshot/gateway-snapshot.ts'
import { withoutRevision } from '../snapshot/resource-path.ts'

/** What a call's subscription key opens. */
export type Access =
  | {
      readonly kind: 'granted'
      readonly subscription: CompiledSubscription | undefined
      readonly user: CompiledUser | undefined
      readonly product: CompiledProduct | undefined
    }
  | AccessRefused

export interface AccessRefused {
  readonly kind: 'missing' | 'invalid'
  readonly fault: KeyFault
  /** That the key belongs to, where it is somebody's. */
  readonly subscription: CompiledSubscription | undefined
}

const missing: Access = Object.freeze({ kind: 'missing', fault: 'SubscriptionKeyNotFound', subscription: undefined })
const unknown: Access = Object.freeze({ kind: 'invalid', fault: 'SubscriptionKeyUnknown', subscription: undefined })
const refused = (fault: KeyFault, subscription: CompiledSubscription): Access => ({
  kind: 'invalid',
  fault,
  subscription,
})
const granted = (
  product: CompiledProduct | undefined,
  subscription?: CompiledSubscription,
  user?: CompiledUser,
): Access => ({ kind: 'granted', subscription, user, product })
const anonymous = Object.freeze(granted(undefined))
const noProducts: readonly CompiledProduct[] = []

/**
 * Decides by the key of a call. A key that is right, but for something else, is treated as none where none is needed;
 * one that is nobody's, of a subscription that is not active or has expired, or of a user who is not active is refused
 * everywhere.
 * @param hash look-up hash of the key; undefined or empty = the call has none
 * @param nowMs wall clock of the call
 * @see reference: API Management, 2.5
 */
export function resolveAccess(
  service: CompiledService,
  api: CompiledApi,
  hash: string | undefined,
  nowMs: number,
): Access {
  const products = service.productsByApi.get(api.name) ?? noProducts
  let other: CompiledSubscription | undefined
  if (hash) {
    const subscription = service.subscriptionByHash.get(hash)
    if (subscription === undefined) return unknown
    if (subscription.matched.properties.state !== 'active') return refused('SubscriptionNotActive', subscription)
    if (subscription.expiresAtMs <= nowMs) return refused('SubscriptionExpired', subscription)
    const user = subscription.ownerName === undefined ? undefined : service.userByName.get(subscription.ownerName)
    // An owner who is gone has taken the subscription along; one who is not in the snapshot is not known to be barred.
    if (user !== undefined && user.properties.state !== 'active') {
      return refused('SubscriptionOwnerNotActive', subscription)
    }
    other = subscription
    const { scope } = subscription
    switch (scope.kind) {
      case 'all':
        return granted(undefined, subscription, user)
      case 'api':
        if (withoutRevision(scope.name) === api.name) return granted(undefined, subscription, user)
        break
      case 'product': {
        const product = products.find(({ name }) => name === scope.name)
        if (product !== undefined) return granted(product, subscription, user)
        break
      }
      case 'none':
        break
    }
  }
  const open = products.find(({ matched }) => !matched.properties.subscriptionRequired)
  if (open !== undefined) return granted(open)
  if (!api.matched.properties.subscriptionRequired) return anonymous
  return other === undefined ? missing : refused('SubscriptionForOtherApi', other)
}
