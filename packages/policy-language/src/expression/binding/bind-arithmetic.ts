import type { BinaryOperator } from '../syntax/syntax-tree.ts'
import { isEnum, isSameType, type NetType, underlyingOf } from '../types/net-type.ts'
import { folded } from './bind-member.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { implicitConversion } from './conversions.ts'
import type { Evaluate } from './frame.ts'
import {
  arithmetic,
  bitOperation,
  type ComparisonOperator,
  type Convert,
  comparison,
  convertNumeric,
  isIntegerKind,
  type NumericKind,
  numericKindOf,
  type Operate,
  promote,
  promoteOne,
  shift,
} from './numeric.ts'

/** How two operands are calculated: to what they are converted first, and what comes out. */
interface Calculation {
  readonly operate: Operate
  readonly left: Convert | undefined
  readonly right: Convert | undefined
  readonly type: NetType
  readonly isComparison: boolean
}

/** Operators on numbers and enumerations; undefined when they do not apply. */
export function bindArithmetic(
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
  isChecked: boolean,
  binder: Binder,
): Bound | undefined {
  const isNullLeft = left.type.kind === 'null'
  const isNullRight = right.type.kind === 'null'
  if (isNullLeft && isNullRight) return undefined
  const leftType = isNullLeft ? (underlyingOf(right.type) ?? right.type) : (underlyingOf(left.type) ?? left.type)
  const rightType = isNullRight ? (underlyingOf(left.type) ?? left.type) : (underlyingOf(right.type) ?? right.type)
  const isLifted =
    isNullLeft || isNullRight || underlyingOf(left.type) !== undefined || underlyingOf(right.type) !== undefined
  const calculation = calculate(operator, { ...left, type: leftType }, { ...right, type: rightType }, isChecked, binder)
  if (calculation === undefined) return undefined
  const { evaluate: first } = left
  const { evaluate: second } = right
  const { type, isComparison } = calculation
  const operate = withConversions(calculation)
  if (isLifted) {
    return bound(isComparison ? type : binder.types.nullable(type), (frame) => {
      const a = first(frame)
      const b = second(frame)
      if (a === null || b === null) return isComparison ? false : null
      return operate(a, b)
    })
  }
  const evaluate =
    specialised(operator, calculation, leftType, rightType, first, second, isChecked) ??
    ((frame) => operate(first(frame), second(frame)))
  const { constant: a } = left
  const { constant: b } = right
  // In a constant, what does not fit is an error in C#; here it is left to fail or wrap when it is evaluated.
  return a !== undefined && b !== undefined
    ? folded(type, () => operate(a.value, b.value), evaluate)
    : bound(type, evaluate)
}

function withConversions({ operate, left, right }: Calculation): Operate {
  if (left === undefined && right === undefined) return operate
  if (right === undefined) return (a, b) => operate(left?.(a), b)
  if (left === undefined) return (a, b) => operate(a, right(b))
  return (a, b) => operate(left(a), right(b))
}

/** The commonest operators on `int` and `double` without a call in between. */
function specialised(
  operator: BinaryOperator,
  { left, right, isComparison }: Calculation,
  leftType: NetType,
  rightType: NetType,
  a: Evaluate,
  b: Evaluate,
  isChecked: boolean,
): Evaluate | undefined {
  const kind = numericKindOf(leftType)
  if (left !== undefined || right !== undefined || kind !== numericKindOf(rightType)) return undefined
  if (kind !== 'int' && kind !== 'double') return undefined
  if (isComparison) {
    switch (operator) {
      case '<':
        return (frame) => (a(frame) as number) < (b(frame) as number)
      case '>':
        return (frame) => (a(frame) as number) > (b(frame) as number)
      case '<=':
        return (frame) => (a(frame) as number) <= (b(frame) as number)
      case '>=':
        return (frame) => (a(frame) as number) >= (b(frame) as number)
    }
  }
  if (kind === 'int' && !isChecked) {
    if (operator === '+') return (frame) => ((a(frame) as number) + (b(frame) as number)) | 0
    if (operator === '-') return (frame) => ((a(frame) as number) - (b(frame) as number)) | 0
  }
  return undefined
}

function calculate(
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
  isChecked: boolean,
  binder: Binder,
): Calculation | undefined {
  const { types } = binder
  const byEnum = calculateEnum(operator, left, right, binder)
  if (byEnum !== undefined) return byEnum
  const a = numericKindOf(left.type)
  const b = numericKindOf(right.type)
  if (a === undefined || b === undefined) return undefined
  if (operator === '<<' || operator === '>>') {
    const kind = promoteOne(a)
    if (!isIntegerKind(kind) || promoteOne(b) !== 'int') return undefined
    return {
      operate: shift(operator, kind),
      left: convertNumeric(a, kind, false),
      right: convertNumeric(b, 'int', false),
      type: types.numeric(kind),
      isComparison: false,
    }
  }
  const kind = promoteConstants(left, a, right, b, binder)
  if (kind === undefined) return undefined
  const conversions = { left: convertNumeric(a, kind, false), right: convertNumeric(b, kind, false) }
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return {
        ...conversions,
        operate: arithmetic(operator, kind, isChecked),
        type: types.numeric(kind),
        isComparison: false,
      }
    case '<':
    case '>':
    case '<=':
    case '>=':
    case '==':
    case '!=':
      return { ...conversions, operate: comparison(operator, kind), type: types.bool, isComparison: true }
    case '&':
    case '|':
    case '^':
      if (!isIntegerKind(kind)) return undefined
      return { ...conversions, operate: bitOperation(operator, kind), type: types.numeric(kind), isComparison: false }
    default:
      return undefined
  }
}

/** `ulong + 1` works although `ulong + int` does not: the constant is a `ulong` too. */
function promoteConstants(
  left: Bound,
  a: NumericKind,
  right: Bound,
  b: NumericKind,
  { types }: Binder,
): NumericKind | undefined {
  const fits = (value: Bound, kind: NumericKind): boolean =>
    value.constant !== undefined &&
    implicitConversion(value.type, types.numeric(kind), types, value.constant) !== undefined
  if ((a === 'ulong' || a === 'uint') && fits(right, a)) return a
  if ((b === 'ulong' || b === 'uint') && fits(left, b)) return b
  return promote(a, b)
}

/** Members of an enumeration are compared, joined by bits, and moved by whole numbers. @see C# 7, 12.10.5 */
function calculateEnum(
  operator: BinaryOperator,
  left: Bound,
  right: Bound,
  { types }: Binder,
): Calculation | undefined {
  const isSame = isEnum(left.type) && isSameType(left.type, right.type)
  const isZero = ({ constant, type }: Bound): boolean => numericKindOf(type) === 'int' && constant?.value === 0
  const type = isEnum(left.type) ? left.type : right.type
  if (!isEnum(type)) return undefined
  const plain = { left: undefined, right: undefined }
  if (isSame || (isEnum(left.type) && isZero(right)) || (isEnum(right.type) && isZero(left))) {
    switch (operator) {
      case '<':
      case '>':
      case '<=':
      case '>=':
      case '==':
      case '!=':
        return {
          ...plain,
          operate: comparison(operator as ComparisonOperator, 'int'),
          type: types.bool,
          isComparison: true,
        }
      case '&':
      case '|':
      case '^':
        return { ...plain, operate: bitOperation(operator, 'int'), type, isComparison: false }
      case '-':
        return { ...plain, operate: arithmetic('-', 'int', false), type: types.int, isComparison: false }
      default:
        return undefined
    }
  }
  const isMoved = isEnum(left.type)
    ? numericKindOf(right.type) === 'int'
    : numericKindOf(left.type) === 'int' && operator === '+'
  if (!isMoved || (operator !== '+' && operator !== '-')) return undefined
  return { ...plain, operate: arithmetic(operator, 'int', false), type, isComparison: false }
}
