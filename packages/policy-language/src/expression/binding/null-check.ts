import { nullReference } from '../run/net-exception.ts'
import { isValueType } from '../types/net-type.ts'
import type { Bound } from './bound.ts'
import type { Evaluate } from './frame.ts'

/** The value, or NullReferenceException where it is null. */
export function withValue({ type, evaluate, constant }: Bound): Evaluate {
  if (isValueType(type) || (constant !== undefined && constant.value !== null)) return evaluate
  return (frame) => {
    const value = evaluate(frame)
    if (value === null || value === undefined) throw nullReference()
    return value
  }
}
