import { AppError, isAppError } from '@sluice/contracts/errors'
import type { CallContext } from './call-context.ts'
import type { CompiledExpression, ExpressionReads } from './expressions.ts'

/**
 * A setting that may be a policy expression: called with the call's context, it gives the value. A constant carries
 * its value, so that a policy can do at compile time what does not depend on the call.
 */
export interface Value<T> {
  (context: CallContext): T
  readonly constant?: { readonly value: T }
  /** Bodies that must be in memory when it is called; see `readBodies`. */
  readonly reads?: ExpressionReads
}

export function constantValue<T>(value: T): Value<T> {
  return Object.assign(() => value, { constant: { value } })
}

/** What `derive` makes of the value: made once for a constant, per call otherwise. */
export function mapValue<T, Result>(value: Value<T>, derive: (value: T) => Result): Value<Result> {
  if (value.constant !== undefined) return constantValue(derive(value.constant.value))
  const derived = (context: CallContext) => derive(value(context))
  return value.reads === undefined ? derived : Object.assign(derived, { reads: value.reads })
}

/**
 * The value of an expression as the setting demands it.
 * @param convert throws Error when the value cannot be what is expected
 */
export function expressionValue<T>(compiled: CompiledExpression, convert: (found: unknown) => T): Value<T> {
  const { constant, reads } = compiled
  if (constant !== undefined) {
    try {
      return constantValue(convert(constant.value))
    } catch {
      // Told by the call that needs it, as for any other value that does not suit.
    }
  }
  const value = (context: CallContext): T => {
    try {
      return convert(compiled.evaluate(context))
    } catch (error) {
      throw toEvaluationFailure(error)
    }
  }
  return reads.requestBody || reads.responseBody ? Object.assign(value, { reads }) : value
}

const toEvaluationFailure = (error: unknown): unknown =>
  isAppError(error)
    ? error
    : new AppError(
        'ExpressionValueEvaluationFailure',
        { reason: error instanceof Error ? error.message : String(error) },
        { cause: error },
      )

/** Waits for bodies that are still to flow; undefined when there is nothing to wait for. */
export function readBodies(context: CallContext, reads: ExpressionReads | undefined): undefined | Promise<void> {
  if (reads === undefined) return undefined
  const { request, response } = context
  const waits: Promise<unknown>[] = []
  if (reads.requestBody && request.body.kind === 'stream') waits.push(request.readBody())
  if (reads.responseBody && response.body.kind === 'stream') waits.push(response.readBody())
  return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined)
}
