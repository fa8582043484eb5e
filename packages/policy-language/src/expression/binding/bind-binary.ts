import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { BinaryOperator, BinarySyntax, ExpressionSyntax, Span } from '../syntax/syntax-tree.ts'
import { isEnum, isSameType, type NetType, textOfType, underlyingOf } from '../types/net-type.ts'
import { bindArithmetic } from './bind-arithmetic.ts'
import { bindCoalesce } from './bind-coalesce.ts'
import { bindConcat } from './bind-concat.ts'
import { bindEquality } from './bind-equality.ts'
import { bindExpression } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound, boundConstant } from './bound.ts'
import { convertBound } from './convert-bound.ts'
import type { Scope } from './scope.ts'
import { userBinary } from './user-operators.ts'

type Syntax = BinarySyntax & Span

/** @throws ExpressionFault */
export function bindBinary(syntax: Syntax, scope: Scope, binder: Binder): Bound {
  if (syntax.operator === '??') return bindCoalesce(syntax, scope, binder)
  // A long row of operators leans to the left: it is gone through without going deeper.
  const row: Syntax[] = []
  let first: ExpressionSyntax = syntax
  while (first.kind === 'binary' && first.operator !== '??') {
    row.unshift(first)
    first = first.left
  }
  let left = bindExpression(first, scope, binder)
  for (const one of row) {
    binder.countWork(one)
    left = bindOperator(one, left, bindExpression(one.right, scope, binder), scope, binder)
  }
  return left
}

/** Two operands that are bound already: also what `x += y` does. @throws ExpressionFault */
export function bindOperator(
  syntax: Pick<Syntax, 'left' | 'right' | 'operatorStart'> & Span & { readonly operator: BinaryOperator },
  left: Bound,
  right: Bound,
  scope: Scope,
  binder: Binder,
): Bound {
  const { operator } = syntax
  const { types } = binder
  for (const { type } of [left, right]) {
    if (type.kind === 'void' || type.kind === 'never') throw cannotApply(syntax, left.type, right.type)
  }
  if (operator === '&&' || operator === '||') return bindLogical(syntax, left, right, binder)
  const own = userBinary(operator, left, right, syntax, scope, binder)
  if (own !== undefined) return own
  if (operator === '==' || operator === '!=') {
    const equality = bindEquality(operator, left, right, binder)
    if (equality === undefined) throw cannotApply(syntax, left.type, right.type)
    return equality
  }
  if (operator === '+' && (isSameType(left.type, types.string) || isSameType(right.type, types.string))) {
    return bindConcat(left, right, binder)
  }
  const isBool = (type: NetType): boolean => isSameType(underlyingOf(type) ?? type, types.bool)
  if ((operator === '&' || operator === '|' || operator === '^') && isBool(left.type) && isBool(right.type)) {
    return bindBoolean(operator, left, right, binder)
  }
  const number = bindArithmetic(operator, left, right, scope.isChecked, binder)
  if (number === undefined) throw cannotApply(syntax, left.type, right.type)
  return number
}

function cannotApply(
  { operator, operatorStart }: { readonly operator: string; readonly operatorStart: number },
  left: NetType,
  right: NetType,
): ExpressionFault {
  const what = `The operator '${operator}' cannot be applied to '${textOfType(left)}' and '${textOfType(right)}'`
  const isEnumMix = isEnum(left) !== isEnum(right)
  const hint =
    left.kind === 'named' && left.declaration.keyword === 'object'
      ? '; write a cast'
      : isEnumMix
        ? '; write a cast'
        : ''
  return new ExpressionFault(`${what}${hint}.`, { start: operatorStart, end: operatorStart + operator.length })
}

function bindLogical(
  syntax: Pick<Syntax, 'left' | 'right'> & { readonly operator: BinaryOperator },
  left: Bound,
  right: Bound,
  binder: Binder,
): Bound {
  const { bool } = binder.types
  const a = convertBound(left, bool, syntax.left, binder)
  const b = convertBound(right, bool, syntax.right, binder)
  const { evaluate: first } = a
  const { evaluate: second } = b
  const isAnd = syntax.operator === '&&'
  if (a.constant !== undefined) {
    if (a.constant.value !== isAnd) return boundConstant(bool, !isAnd)
    return b
  }
  return isAnd
    ? bound(bool, (frame) => first(frame) && second(frame))
    : bound(bool, (frame) => first(frame) || second(frame))
}

/** Both operands are evaluated; null is "unknown". @see C# 7, 12.13.5 */
function bindBoolean(operator: '&' | '|' | '^', left: Bound, right: Bound, { types }: Binder): Bound {
  const { evaluate: first } = left
  const { evaluate: second } = right
  const isNullable = underlyingOf(left.type) !== undefined || underlyingOf(right.type) !== undefined
  const type = isNullable ? types.nullable(types.bool) : types.bool
  return bound(type, (frame) => {
    const a = first(frame)
    const b = second(frame)
    if (operator === '&') return a === false || b === false ? false : a === null || b === null ? null : true
    if (operator === '|') return a === true || b === true ? true : a === null || b === null ? null : false
    return a === null || b === null ? null : a !== b
  })
}
