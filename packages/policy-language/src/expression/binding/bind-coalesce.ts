import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { BinarySyntax, Span } from '../syntax/syntax-tree.ts'
import { isValueType, textOfType, underlyingOf } from '../types/net-type.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { implicitConversion } from './conversions.ts'
import { convertBound } from './convert-bound.ts'
import type { Scope } from './scope.ts'

/** `a ?? b`. @throws ExpressionFault @see C# 7, 12.15 */
export function bindCoalesce(syntax: BinarySyntax & Span, scope: Scope, binder: Binder): Bound {
  const left = bindExpression(syntax.left, scope, binder)
  const underlying = underlyingOf(left.type)
  if (isValueType(left.type) && underlying === undefined) {
    const what = `'??' needs a value that may be null; '${textOfType(left.type)}' never is.`
    throw new ExpressionFault(what, { start: syntax.operatorStart, end: syntax.operatorStart + 2 })
  }
  const { evaluate: first } = left
  if (left.type.kind === 'null') return bindExpression(syntax.right, scope, binder)
  const { right: other } = syntax
  const isUntyped = (other.kind === 'default' || other.kind === 'new') && other.type === undefined
  if (other.kind === 'throw' || other.kind === 'lambda' || isUntyped) {
    const type = underlying ?? left.type
    const { evaluate: otherwise } = bindTo(syntax.right, type, scope, binder)
    return bound(type, (frame) => first(frame) ?? otherwise(frame))
  }
  const right = bindExpression(syntax.right, scope, binder)
  if (
    underlying !== undefined &&
    implicitConversion(right.type, underlying, binder.types, right.constant) !== undefined
  ) {
    const { evaluate: otherwise } = convertBound(right, underlying, syntax.right, binder)
    return bound(underlying, (frame) => first(frame) ?? otherwise(frame))
  }
  if (implicitConversion(right.type, left.type, binder.types, right.constant) !== undefined) {
    const { evaluate: otherwise } = convertBound(right, left.type, syntax.right, binder)
    return bound(left.type, (frame) => first(frame) ?? otherwise(frame))
  }
  const bare = underlying === undefined ? left : { ...left, type: underlying }
  const conversion = implicitConversion(bare.type, right.type, binder.types)
  if (conversion === undefined) {
    const what = `The operator '??' cannot be applied to '${textOfType(left.type)}' and '${textOfType(right.type)}'.`
    throw new ExpressionFault(what, { start: syntax.operatorStart, end: syntax.operatorStart + 2 })
  }
  const { evaluate: otherwise } = right
  const { convert } = conversion
  return bound(right.type, (frame) => {
    const value = first(frame)
    if (value === null || value === undefined) return otherwise(frame)
    return convert === undefined ? value : convert(value, frame.run)
  })
}
