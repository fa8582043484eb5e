import type { CallContext } from './call-context.ts'

/**
 * A setting that may be a policy expression: called with the call's context, it gives the value. A constant carries
 * its value, so that a policy can do at compile time what does not depend on the call.
 */
export interface Value<T> {
  (context: CallContext): T
  readonly constant?: { readonly value: T }
}

export function constantValue<T>(value: T): Value<T> {
  return Object.assign(() => value, { constant: { value } })
}

/** What `derive` makes of the value: made once for a constant, per call otherwise. */
export function mapValue<T, Result>(value: Value<T>, derive: (value: T) => Result): Value<Result> {
  if (value.constant !== undefined) return constantValue(derive(value.constant.value))
  return (context) => derive(value(context))
}
