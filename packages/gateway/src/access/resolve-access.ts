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
  | { readonly kind: 'missing' | 'invalid' }

const missing: Access = Object.freeze({ kind: 'missing' })
const invalid: Access = Object.freeze({ kind: 'invalid' })
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
  if (hash) {
    const subscription = service.subscriptionByHash.get(hash)
    if (subscription === undefined || subscription.matched.properties.state !== 'active') return invalid
    if (subscription.expiresAtMs <= nowMs) return invalid
    const user = subscription.ownerName === undefined ? undefined : service.userByName.get(subscription.ownerName)
    // An owner who is gone has taken the subscription along; one who is not in the snapshot is not known to be barred.
    if (user !== undefined && user.properties.state !== 'active') return invalid
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
  return hash ? invalid : missing
}
