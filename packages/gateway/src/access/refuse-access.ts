import { AppError } from '@sluice/contracts/errors'
import type { ServerCall } from '@sluice/platform'
import type { CompiledApi } from '../snapshot/gateway-snapshot.ts'
import type { AccessRefused } from './resolve-access.ts'

/** The failure of a call whose key opens nothing. @see reference: API Management, 2.6 */
export function refuseAccess(
  { kind, fault, subscription }: AccessRefused,
  api: CompiledApi,
  call: Pick<ServerCall, 'header'>,
): AppError {
  const { path, subscriptionKeyParameterNames } = api.matched.properties
  // Quotation marks would end the realm.
  const host = (call.header('host') ?? '').replaceAll(/["\\]/g, '')
  const challenge = {
    realm: `https://${host}/${path}`,
    headerName: subscriptionKeyParameterNames.header,
    keyFault: fault,
    ...(subscription === undefined ? {} : { subscription: subscription.matched.id.toLowerCase() }),
    ...(subscription?.ownerName === undefined ? {} : { user: subscription.ownerName }),
  }
  return new AppError(kind === 'missing' ? 'SubscriptionKeyNotFound' : 'SubscriptionKeyInvalid', challenge)
}
