import { AppError } from '@sluice/contracts/errors'
import type { Clock, Log, ServerCall } from '@sluice/platform'
import type { KnownKeys } from '../access/subscription-keys.ts'
import { errorAnswer } from '../pipeline/error-answer.ts'
import type { GatewaySnapshot } from '../snapshot/gateway-snapshot.ts'
import { type Admission, type AdmissionLimits, createAdmission } from './admission.ts'
import { flowOfCall } from './flow-of-call.ts'

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
  readonly createRequestId: () => string
  readonly snapshot: () => GatewaySnapshot | undefined
}

/** Load goes up and down within seconds, and who comes back too early is refused at little cost. */
const retryAfterSeconds = 1

/** One for all: nothing is made anew where there is no time for anything, and no policy has a say for the same reason. */
const refusal = errorAnswer(new AppError('GatewayOverloaded', { retryAfterSeconds }), { requestId: '' })

/** Lets calls of a gateway in, fairly among subscriptions, and answers 429 to those that would have to wait too long. */
export function admitCalls(setting: AdmissionSetting, calls: AdmittedCalls): Admission<ServerCall> {
  const { clock, log, knownKeys, serve, createRequestId, snapshot } = calls
  const { onRefused } = setting
  return createAdmission<ServerCall>({
    limits: setting,
    monotonic: () => clock.monotonic(),
    later: setting.later ?? ((run) => void setImmediate(run)),
    soon: queueMicrotask,
    serve,
    refuse(call) {
      call.respond(refusal.head, refusal.body)
      onRefused?.(call)
    },
    onFault(call, error) {
      const requestId = createRequestId()
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
