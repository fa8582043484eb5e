import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { AssignmentSyntax, IncrementSyntax, Span } from '../syntax/syntax-tree.ts'
import { isEnum, isSameType, isValueType, textOfType, underlyingOf } from '../types/net-type.ts'
import { bindAssignable } from './assignable.ts'
import { bindOperator } from './bind-binary.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound, boundConstant } from './bound.ts'
import { explicitConversion } from './conversions.ts'
import { applyConversion, convertBound } from './convert-bound.ts'
import { numericKindOf } from './numeric.ts'
import type { Scope } from './scope.ts'

/** `x = y`, `x += y`, `x ??= y`. @throws ExpressionFault */
export function bindAssignment(syntax: AssignmentSyntax & Span, scope: Scope, binder: Binder): Bound {
  const { operator } = syntax
  if (operator === undefined) return bindPlain(syntax, scope, binder)
  if (operator === '??') return bindCoalescing(syntax, scope, binder)
  const target = bindAssignable(syntax.target, scope, binder)
  const slot = scope.of.addSlot()
  const current = bound(target.type, ({ slots }) => slots[slot])
  const right = bindExpression(syntax.value, scope, binder)
  const at = { start: syntax.start, end: syntax.end, operatorStart: syntax.target.end }
  const result = bindOperator(
    { ...at, operator, left: syntax.target, right: syntax.value },
    current,
    right,
    scope,
    binder,
  )
  const { evaluate } = narrowed(result, right, target.type, syntax, binder)
  return bound(target.type, (frame) => {
    const place = target.prepare(frame)
    frame.slots[slot] = place.read()
    const value = evaluate(frame)
    place.write(value)
    return value
  })
}

function bindPlain(syntax: AssignmentSyntax & Span, scope: Scope, binder: Binder): Bound {
  if (syntax.target.kind === 'name' && syntax.target.name === '_' && scope.find('_') === undefined) {
    return bindExpression(syntax.value, scope, binder)
  }
  const target = bindAssignable(syntax.target, scope, binder)
  const { evaluate } = bindTo(syntax.value, target.type, scope, binder)
  return bound(target.type, (frame) => {
    const place = target.prepare(frame)
    const value = evaluate(frame)
    place.write(value)
    return value
  })
}

/** `a ??= b` of C# 8: assigns only where there is null. */
function bindCoalescing(syntax: AssignmentSyntax & Span, scope: Scope, binder: Binder): Bound {
  const target = bindAssignable(syntax.target, scope, binder)
  if (isValueType(target.type) && underlyingOf(target.type) === undefined) {
    throw new ExpressionFault(`'??=' needs a value that may be null; '${textOfType(target.type)}' never is.`, syntax)
  }
  const { evaluate } = bindTo(syntax.value, target.type, scope, binder)
  return bound(target.type, (frame) => {
    const place = target.prepare(frame)
    const current = place.read()
    if (current !== null && current !== undefined) return current
    const value = evaluate(frame)
    place.write(value)
    return value
  })
}

/** `b += 1` casts back to `byte` what was calculated as an `int`. @see C# 7, 12.21.4 */
function narrowed(result: Bound, right: Bound, type: Bound['type'], at: Span, binder: Binder): Bound {
  const { types } = binder
  const target = underlyingOf(type) ?? type
  const isNumber = numericKindOf(target) !== undefined || isEnum(target)
  const from = underlyingOf(right.type) ?? right.type
  const isSmall = explicitConversion(from, target, types, false) !== undefined && numericKindOf(from) !== undefined
  if (!isSameType(result.type, type) && isNumber && isSmall) {
    const isWidening =
      numericKindOf(from) === 'double' || numericKindOf(from) === 'decimal' || numericKindOf(from) === 'long'
    const conversion =
      isWidening && !isSameType(from, target) ? undefined : explicitConversion(result.type, type, types, false)
    if (conversion !== undefined) return applyConversion(result, type, conversion)
  }
  return convertBound(result, type, at, binder)
}

/** `++x`, `x--`. @throws ExpressionFault */
export function bindIncrement(syntax: IncrementSyntax & Span, scope: Scope, binder: Binder): Bound {
  const target = bindAssignable(syntax.operand, scope, binder)
  const of = underlyingOf(target.type) ?? target.type
  if (numericKindOf(of) === undefined && !isEnum(of)) {
    const symbol = syntax.by === 1 ? '++' : '--'
    throw new ExpressionFault(`The operator '${symbol}' cannot be applied to '${textOfType(target.type)}'.`, syntax)
  }
  const slot = scope.of.addSlot()
  const current = bound(target.type, ({ slots }) => slots[slot])
  const operator = syntax.by === 1 ? '+' : '-'
  const at = { start: syntax.start, end: syntax.end, operatorStart: syntax.start }
  const one = boundConstant(binder.types.int, 1)
  const next = bindOperator(
    { ...at, operator, left: syntax.operand, right: syntax.operand },
    current,
    one,
    scope,
    binder,
  )
  const conversion = explicitConversion(next.type, target.type, binder.types, scope.isChecked)
  if (conversion === undefined) throw new ExpressionFault('This cannot be counted up or down.', syntax)
  const { evaluate } = applyConversion(next, target.type, conversion)
  const { isPostfix } = syntax
  return bound(target.type, (frame) => {
    const place = target.prepare(frame)
    const before = place.read()
    frame.slots[slot] = before
    const after = evaluate(frame)
    place.write(after)
    return isPostfix ? before : after
  })
}
