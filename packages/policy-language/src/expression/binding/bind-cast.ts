import { isValueType, type NetType, textOfType, underlyingOf } from '../net-types/net-type.ts'
import { Boxed } from '../run/boxed.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import { bindPattern } from './bind-pattern.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { boxing, explicitConversion, mayCast } from './conversions.ts'
import { applyConversion } from './convert-bound.ts'
import { instanceTest } from './instance-test.ts'
import { isInRange, isIntegerKind, numericKindOf } from './numeric.ts'
import type { Scope } from './scope.ts'

/** `(T)x`. @throws ExpressionFault when no value could be cast */
export function bindCast(syntax: Extract<ExpressionSyntax, { kind: 'cast' }>, scope: Scope, binder: Binder): Bound {
  const type = binder.resolveType(syntax.type)
  const { operand: inner } = syntax
  const isTargetTyped =
    inner.kind === 'lambda' ||
    inner.kind === 'throw' ||
    ((inner.kind === 'default' || inner.kind === 'new') && inner.type === undefined)
  if (isTargetTyped) return bindTo(inner, type, scope, binder)
  const operand = bindExpression(inner, scope, binder)
  const conversion = explicitConversion(operand.type, type, binder.types, scope.isChecked, operand.constant)
  if (conversion === undefined) {
    throw new ExpressionFault(`'${textOfType(operand.type)}' cannot be cast to '${textOfType(type)}'.`, syntax)
  }
  if (!scope.isUnchecked && mayBeConstant(inner)) checkConstant(operand, type, syntax)
  return applyConversion(operand, type, conversion)
}

/** What is called is no constant to C#, even where its value is known already. */
function mayBeConstant(syntax: ExpressionSyntax): boolean {
  switch (syntax.kind) {
    case 'literal':
    case 'name':
    case 'type':
    case 'default':
      return true
    case 'member':
      return mayBeConstant(syntax.target)
    case 'unary':
    case 'cast':
    case 'checked':
      return mayBeConstant(syntax.operand)
    case 'binary':
      return mayBeConstant(syntax.left) && mayBeConstant(syntax.right)
    case 'conditional':
      return [syntax.condition, syntax.whenTrue, syntax.whenFalse].every(mayBeConstant)
    default:
      return false
  }
}

/** A constant that does not fit is a mistake, unless `unchecked` says otherwise. @see C# 7, 12.24 */
function checkConstant({ constant, type: from }: Bound, to: NetType, at: ExpressionSyntax): void {
  const kind = numericKindOf(to)
  if (constant === undefined || kind === undefined || !isIntegerKind(kind) || numericKindOf(from) === undefined) return
  const { value } = constant
  if (typeof value !== 'number' && typeof value !== 'bigint') return
  const whole = typeof value === 'number' ? (Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined) : value
  if (whole === undefined || !isInRange(whole, kind)) {
    throw new ExpressionFault(`The constant ${value} does not fit into '${textOfType(to)}'.`, at)
  }
}

/** `x as T`. @throws ExpressionFault */
export function bindAs(syntax: Extract<ExpressionSyntax, { kind: 'as' }>, scope: Scope, binder: Binder): Bound {
  const type = binder.resolveType(syntax.type)
  const operand = bindExpression(syntax.operand, scope, binder)
  if (isValueType(type) && underlyingOf(type) === undefined) {
    const what = `'as' gives null where the value is none of '${textOfType(type)}', which is never null; write '${textOfType(type)}?'.`
    throw new ExpressionFault(what, syntax)
  }
  const tested = asObject(operand)
  const target = underlyingOf(type) ?? type
  if (operand.type.kind !== 'null' && !mayCast(tested.type, target, binder.types) && !isValueType(operand.type)) {
    throw new ExpressionFault(`'${textOfType(operand.type)}' is never '${textOfType(type)}'.`, syntax)
  }
  const isOne = instanceTest(target, binder.types)
  const { evaluate } = tested
  return bound(type, (frame) => {
    const value = evaluate(frame)
    if (!isOne(value)) return null
    return value instanceof Boxed && isValueType(target) ? value.value : value
  })
}

/** The operand in the representation of `object`, which knows its type. */
export function asObject(operand: Bound): Bound {
  if (operand.type.kind === 'null' || !isValueType(operand.type)) return operand
  return applyConversion(operand, operand.type, boxing(operand.type))
}

/** `x is T`, `x is T t`, `x is 5`. @throws ExpressionFault */
export function bindIs(syntax: Extract<ExpressionSyntax, { kind: 'is' }>, scope: Scope, binder: Binder): Bound {
  const operand = bindExpression(syntax.operand, scope, binder)
  const slot = scope.of.addSlot()
  const subject = bound(operand.type, ({ slots }) => slots[slot])
  const matches = bindPattern(syntax.pattern, subject, scope, binder)
  const { evaluate } = operand
  return bound(binder.types.bool, (frame) => {
    frame.slots[slot] = evaluate(frame)
    return matches(frame)
  })
}
