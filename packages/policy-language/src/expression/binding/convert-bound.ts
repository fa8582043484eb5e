import type { RunState } from '../run/run-state.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { Span } from '../syntax/syntax-tree.ts'
import { isSameType, type NetType, textOfType } from '../types/net-type.ts'
import type { Binder } from './binder.ts'
import type { Bound } from './bound.ts'
import { type Conversion, explicitConversion, implicitConversion } from './conversions.ts'

/** @throws ExpressionFault when nothing converts the value without a cast */
export function convertBound(value: Bound, to: NetType, at: Span, binder: Binder): Bound {
  if (isSameType(value.type, to)) return value
  const conversion = implicitConversion(value.type, to, binder.types, value.constant)
  if (conversion === undefined) {
    const isCastable = explicitConversion(value.type, to, binder.types, false) !== undefined
    const hint = isCastable ? ` Write a cast: (${textOfType(to)})` : ''
    throw new ExpressionFault(`'${textOfType(value.type)}' cannot be converted to '${textOfType(to)}'.${hint}`, at)
  }
  return applyConversion(value, to, conversion)
}

export function applyConversion(value: Bound, to: NetType, { convert, isUserDefined }: Conversion): Bound {
  const { evaluate, constant } = value
  if (convert === undefined) return { type: to, evaluate, constant }
  if (constant !== undefined && !isUserDefined) {
    // What fails is left to fail when it is evaluated.
    const folded = attempt(() => convert(constant.value, noRun))
    if (folded !== undefined) return { type: to, evaluate: () => folded.value, constant: folded }
  }
  return { type: to, evaluate: (frame) => convert(evaluate(frame), frame.run), constant: undefined }
}

/** Conversions of the language itself look at the value only. */
const noRun = undefined as unknown as RunState

function attempt(make: () => unknown): { readonly value: unknown } | undefined {
  try {
    return { value: make() }
  } catch {
    return undefined
  }
}
