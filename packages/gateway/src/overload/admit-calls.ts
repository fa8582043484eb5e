import { AppError } from '@sluice/contracts/errors'
import { requestIdHeader } from '@sluice/contracts/usage'
import type { Clock, Log, ServerCall } from '@sluice/platform'
import type { KnownKeys } from '../access/subscription-keys.ts'
import type { CallSetting } from '../calls/gateway-call.ts'
import { errorAnswer } from '../pipeline/error-answer.ts'
import type { GatewaySnapshot } from '../snapshot/gateway-snapshot.ts'
import { type Admission, type AdmissionLimits, createAdmission } from './admission.ts'
import { flowOfCall } from './flow-of-call.ts'
import { type RefusedCallSources, toRefusedCall } from './refused-call.ts'

export interface AdmissionSetting extends AdmissionLimits {
  /** Is told of each call that is refused. */
  readonly onRefused?: (call: ServerCall) => void
  /** Default: `setImmediate`. */
  readonly later?: (run: () => void) => void
}

export interface AdmittedCalls {
  readonly clock: Clock
  readonly log: Log
  readonly knownKeys: KnownKeys
  readonly serve: (call: ServerCall) => void
  readonly setting: CallSetting
  readonly snapshot: () => GatewaySnapshot | undefined
}

/** Load goes up and down within seconds, and who comes back too early is refused at little cost. */
const retryAfterSeconds = 1

/** One for all: nothing is made anew where there is no time for anything, and no policy has a say for the same reason. */
const refusal = errorAnswer(new AppError('GatewayOverloaded', { retryAfterSeconds }), { requestId: '' })

/** Lets calls of a gateway in, fairly among subscriptions, and answers 429 to those that would have to wait too long. */
export function admitCalls(setting: AdmissionSetting, calls: AdmittedCalls): Admission<ServerCall> {
  const { clock, log, knownKeys, serve, snapshot } = calls
  const { onRefused } = setting
  const sources: RefusedCallSources = { snapshot, knownKeys, setting: calls.setting, now: () => clock.now() }
  return createAdmission<ServerCall>({
    limits: setting,
    monotonic: () => clock.monotonic(),
    later: setting.later ?? ((run) => void setImmediate(run)),
    soon: queueMicrotask,
    serve,
    refuse(call) {
      // Only where calls are counted anything is found out about it.
      const counted = calls.setting.observer === undefined ? undefined : toRefusedCall(call, sources)
      if (counted === undefined) call.respond(refusal.head, refusal.body)
      else {
        const headers = [...refusal.head.headers, requestIdHeader, counted.requestId]
        call.respond({ status: refusal.head.status, headers }, refusal.body)
        counted.response.replace(refusal.head, refusal.body)
        counted.finish({ requestBytes: 0, responseBytes: refusal.body.length })
      }
      onRefused?.(call)
    },
    onFault(call, error) {
      const requestId = calls.setting.createRequestId()
      log.error('A call failed inside the gateway.', { error, requestId, method: call.method })
      const { head, body } = errorAnswer(error, { requestId })
      try {
        call.respond(head, body)
      } catch (cause) {
        log.error('A call failed behind its answer.', { error: cause, requestId })
      }
    },
    flowOf: (call) => flowOfCall(call, snapshot(), knownKeys),
    onGone: (call, listener) => call.onAbort(listener),
  })
}
