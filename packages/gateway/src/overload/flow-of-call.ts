import type { ServerCall } from '@sluice/platform'
import type { KnownKeys } from '../access/subscription-keys.ts'
import { pathOfTarget, queryOfTarget } from '../routing/request-target.ts'
import { chooseService } from '../routing/service-hosts.ts'
import type { GatewaySnapshot } from '../snapshot/gateway-snapshot.ts'
import type { FlowKey } from './fair-queue.ts'

/**
 * Whose call it is: that of a subscription whose key has opened something at this worker before, otherwise that of the
 * client's address. Looking up only keys that are known makes no hash: who guesses keys costs no more than others.
 */
export function flowOfCall(
  call: ServerCall,
  snapshot: GatewaySnapshot | undefined,
  knownKeys: Pick<KnownKeys, 'knownHashOf'>,
): FlowKey {
  const service = snapshot && chooseService(snapshot.services, snapshot.serviceByName, () => call.header('host'))
  if (service === undefined) return call.remoteAddress
  const query = queryOfTarget(call.target)
  const api = service.routes.match(pathOfTarget(call.target), query, call)?.target
  const key = api?.readKey(call, query)
  const hash = key === undefined ? undefined : knownKeys.knownHashOf(key)
  const subscription = hash === undefined ? undefined : service.subscriptionByHash.get(hash)
  return subscription?.matched ?? call.remoteAddress
}
