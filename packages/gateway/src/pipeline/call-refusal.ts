import type { CallRefusal } from '@sluice/contracts'
import { isAppError } from '@sluice/contracts/errors'
import type { CallContext } from './call-context.ts'
import type { StepOrigin } from './step.ts'

/** What refuses where no policy does, by the error's code. */
const rules: Readonly<Record<string, string>> = {
  OperationNotFound: 'routing',
  SubscriptionKeyNotFound: 'subscription-key',
  SubscriptionKeyInvalid: 'subscription-key',
  BackendConnectionFailure: 'backend',
  BackendTimeout: 'backend',
  BackendUnavailable: 'backend',
  BackendStatusFailed: 'backend',
  ClientConnectionFailure: 'client',
}

/**
 * Why a failure refuses the call, for whoever asks later. Called on failure only, so that it may make what it likes.
 * @param origin the step that failed; undefined = it was before the first step
 * @see reference: API Management, 2.7
 */
export function toRefusal(
  error: unknown,
  origin: StepOrigin | undefined,
  { lastError }: Pick<CallContext, 'lastError'>,
): CallRefusal {
  const code = isAppError(error) ? error.code : ''
  // A policy may ask somebody, too: what it could not reach is named by the policy, not taken for the backend.
  const isOfPolicy = origin !== undefined && origin.policy !== 'forward-request'
  const parameters: RefusalParameters = isAppError(error) ? error.parameters : {}
  const { counter, keyFault, subscription, user } = parameters
  return Object.freeze({
    rule: (isOfPolicy ? origin.policy : rules[code]) ?? origin?.policy ?? 'gateway',
    reason: keyFault ?? lastError?.reason ?? 'InternalError',
    ...(subscription === undefined ? {} : { subscription }),
    ...(user === undefined ? {} : { user }),
    ...placeOf(origin),
    ...(counter === undefined ? {} : { counter }),
  })
}

/** What errors of limits and keys carry besides what the caller is told. */
interface RefusalParameters {
  readonly counter?: CallRefusal['counter']
  readonly keyFault?: string
  readonly subscription?: string
  readonly user?: string
}

/**
 * A policy that ends the call with an answer of its own refuses it, too, where that answer says so. What refused before
 * stays: on-error only says it in other words.
 */
export function noteRefusingAnswer(context: CallContext, origin: StepOrigin | undefined): void {
  if (context.response.status < 400 || context.refusal !== undefined || origin === undefined) return
  context.refusal = Object.freeze({ rule: origin.policy, reason: 'ResponseReturned', ...placeOf(origin) })
}

/** The document as the snapshot names it; the built-in one is written nowhere. */
function placeOf(origin: StepOrigin | undefined): Pick<CallRefusal, 'document' | 'line' | 'column'> {
  if (origin === undefined) return {}
  const { fragment, position, scopeId } = origin
  if (fragment !== undefined) {
    // `/services/{s}/…`: fragments are those of the instance.
    const root = scopeId.split('/', 3).join('/')
    const { line, column } = fragment.position
    return { document: `${root}/policyfragments/${fragment.id.toLowerCase()}`, line, column }
  }
  if (scopeId === '/') return {}
  return { document: `${scopeId}/policies/policy`, line: position.line, column: position.column }
}
