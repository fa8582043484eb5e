import type { ServerCall } from '@sluice/platform'
import type { KnownKeys } from '../access/subscription-keys.ts'
import { type CallSetting, GatewayCall } from '../calls/gateway-call.ts'
import { pathOfTarget, queryOfTarget } from '../routing/request-target.ts'
import { chooseService } from '../routing/service-hosts.ts'
import type { GatewaySnapshot } from '../snapshot/gateway-snapshot.ts'

/** What a gateway knows to say of a call that it refuses. */
export interface RefusedCallSources {
  readonly snapshot: () => GatewaySnapshot | undefined
  readonly setting: CallSetting
  readonly knownKeys: Pick<KnownKeys, 'knownHashOf'>
  readonly now: () => number
}

/**
 * A call that is refused, as usage counts it: with its API, and its subscription where the key is known; neither costs a
 * hash or a step of a policy. Undefined = there is no instance that it could count for.
 */
export function toRefusedCall(call: ServerCall, sources: RefusedCallSources): GatewayCall | undefined {
  const snapshot = sources.snapshot()
  const service = snapshot && chooseService(snapshot.services, snapshot.serviceByName, () => call.header('host'))
  if (service === undefined) return undefined
  const path = pathOfTarget(call.target)
  const query = queryOfTarget(call.target)
  const match = service.routes.match(path, query, call)
  const own = match === undefined ? path : path.slice(match.pathFrom)
  const context = new GatewayCall(call, service, { path: own, query, startedAtMs: sources.now() }, sources.setting)
  context.diagnostic = service.diagnostics.own
  context.refusal = { rule: 'overload', reason: 'GatewayOverloaded' }
  const api = match?.target
  if (api === undefined) return context
  context.api = api.matched
  context.diagnostic = service.diagnostics.byApi.get(api.matched.id) ?? context.diagnostic
  const key = api.readKey(call, query)
  const hash = key === undefined ? undefined : sources.knownKeys.knownHashOf(key)
  context.subscription = hash === undefined ? undefined : service.subscriptionByHash.get(hash)?.matched
  return context
}
