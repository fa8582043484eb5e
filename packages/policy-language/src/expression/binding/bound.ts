import type { NetType } from '../types/net-type.ts'
import type { Evaluate } from './frame.ts'

/** An expression whose type is known, and how to evaluate it. */
export interface Bound {
  readonly type: NetType
  /** Gives the value in the representation of `type`. */
  readonly evaluate: Evaluate
  /** Known already: C# treats it as a constant, or nothing it depends on can change. */
  readonly constant: { readonly value: unknown } | undefined
  /** Names of its elements, members and the like follow the value itself; the literal `2147483648` needs its sign. */
  readonly isLiteral?: boolean
}

export function bound(type: NetType, evaluate: Evaluate): Bound {
  return { type, evaluate, constant: undefined }
}

export function boundConstant(type: NetType, value: unknown): Bound {
  return { type, evaluate: () => value, constant: { value } }
}
