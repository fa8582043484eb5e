import { type NetDecimal, negateDecimal } from '../net/decimal.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { isEnum, isSameType, type NetType, textOfType, underlyingOf } from '../types/net-type.ts'
import { bindExpression } from './bind-expression.ts'
import { folded } from './bind-member.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound, boundConstant } from './bound.ts'
import { applyConversion, convertBound } from './convert-bound.ts'
import {
  convertNumeric,
  fitInteger,
  isIntegerKind,
  type NumericKind,
  numericKindOf,
  promoteOne,
  wrapNumber,
} from './numeric.ts'
import type { Scope } from './scope.ts'
import { userUnary } from './user-operators.ts'

type UnarySyntax = Extract<ExpressionSyntax, { kind: 'unary' }>

/** `-x`, `+x`, `!x`, `~x`. @throws ExpressionFault */
export function bindUnary(syntax: UnarySyntax, scope: Scope, binder: Binder): Bound {
  const least = leastInteger(syntax, binder)
  if (least !== undefined) return least
  const operand = bindExpression(syntax.operand, scope, binder)
  const own = userUnary(syntax, operand, binder)
  if (own !== undefined) return own
  const underlying = underlyingOf(operand.type)
  if (underlying === undefined) return apply(syntax, operand, scope.isChecked, binder)
  const inner = apply(syntax, bound(underlying, operand.evaluate), scope.isChecked, binder)
  // Null stays null: the operand is evaluated once, by the operator itself.
  const calculate = calculationOf(syntax, underlying, scope.isChecked)
  const { evaluate } = operand
  return bound(binder.types.nullable(inner.type), (frame) => {
    const value = evaluate(frame)
    return value === null ? null : calculate(value)
  })
}

/** `-2147483648` and `-9223372036854775808`: their digits alone would not fit. @see C# 7, 6.4.5.3 */
function leastInteger({ operator, operand }: UnarySyntax, { types }: Binder): Bound | undefined {
  if (operator !== '-' || operand.kind !== 'literal') return undefined
  if (operand.type === 'uint' && operand.value === 2_147_483_648) return boundConstant(types.int, -2_147_483_648)
  if (operand.type === 'ulong' && operand.value === 1n << 63n) return boundConstant(types.numeric('long'), -(1n << 63n))
  return undefined
}

function apply(syntax: UnarySyntax, operand: Bound, isChecked: boolean, binder: Binder): Bound {
  const { operator } = syntax
  const { type } = operand
  const refuse = (): never => {
    throw new ExpressionFault(`The operator '${operator}' cannot be applied to '${textOfType(type)}'.`, syntax)
  }
  if (operator === '!') {
    if (!isSameType(type, binder.types.bool)) {
      const converted = convertBound(operand, binder.types.bool, syntax, binder)
      return apply(syntax, converted, isChecked, binder)
    }
    const { evaluate, constant } = operand
    return constant === undefined ? bound(type, (frame) => !evaluate(frame)) : boundConstant(type, !constant.value)
  }
  if (isEnum(type) && operator === '~') {
    const { evaluate } = operand
    return bound(type, (frame) => ~(evaluate(frame) as number))
  }
  const kind = numericKindOf(type)
  if (kind === undefined) return refuse()
  const target = resultKind(operator, kind)
  if (target === undefined) return refuse()
  const result = binder.types.numeric(target)
  const calculate = calculationOf(syntax, type, isChecked)
  const { evaluate, constant } = operand
  if (operator === '+') {
    return applyConversion(operand, result, { convert: convertNumeric(kind, target, false), isUserDefined: false })
  }
  const evaluateIt: Bound['evaluate'] = (frame) => calculate(evaluate(frame))
  return constant === undefined
    ? bound(result, evaluateIt)
    : folded(result, () => calculate(constant.value), evaluateIt)
}

function resultKind(operator: string, kind: NumericKind): NumericKind | undefined {
  const promoted = promoteOne(kind)
  if (operator === '~') return isIntegerKind(promoted) ? promoted : undefined
  if (operator !== '-') return promoted
  if (promoted === 'ulong') return undefined
  return promoted === 'uint' ? 'long' : promoted
}

function calculationOf(syntax: UnarySyntax, type: NetType, isChecked: boolean): (value: unknown) => unknown {
  const { operator } = syntax
  if (operator === '!') return (value) => !value
  const kind = numericKindOf(type)
  const target = kind === undefined ? undefined : resultKind(operator, kind)
  if (kind === undefined || target === undefined) {
    throw new ExpressionFault(`The operator '${operator}' cannot be applied to '${textOfType(type)}'.`, syntax)
  }
  const convert = convertNumeric(kind, target, false) ?? ((value: unknown) => value)
  if (operator === '+') return convert
  if (operator === '~') {
    if (target === 'long' || target === 'ulong') {
      const wrap = target === 'long' ? BigInt.asIntN : BigInt.asUintN
      return (value) => wrap(64, ~(convert(value) as bigint))
    }
    return (value) => (target === 'uint' ? ~(convert(value) as number) >>> 0 : ~(convert(value) as number))
  }
  switch (target) {
    case 'decimal':
      return (value) => negateDecimal(convert(value) as NetDecimal)
    case 'float':
    case 'double':
      return (value) => -(convert(value) as number)
    case 'long':
      return isChecked
        ? (value) => fitInteger(-(convert(value) as bigint), 'long')
        : (value) => BigInt.asIntN(64, -(convert(value) as bigint))
    default:
      return isChecked
        ? (value) => fitInteger(-BigInt(convert(value) as number), 'int')
        : (value) => wrapNumber(-(convert(value) as number), 'int')
  }
}
