import { isSameType, isValueType, type NetType, underlyingOf } from '../types/net-type.ts'
import { areEqual, operationsFor } from '../types/value-operations.ts'
import { bindArithmetic } from './bind-arithmetic.ts'
import { folded } from './bind-member.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { implicitConversion } from './conversions.ts'
import { isSubtype } from './type-relations.ts'

type Equal = (a: unknown, b: unknown) => boolean

const areSame: Equal = (a, b) => a === b

/** `==` and `!=` of the language itself; undefined when the two cannot be compared. @see C# 7, 12.12 */
export function bindEquality(operator: '==' | '!=', left: Bound, right: Bound, binder: Binder): Bound | undefined {
  const a = underlyingOf(left.type) ?? left.type
  const b = underlyingOf(right.type) ?? right.type
  const isLiftedNumber = a.kind !== 'null' && b.kind !== 'null'
  const number = isLiftedNumber ? bindArithmetic(operator, bare(left), bare(right), false, binder) : undefined
  if (number !== undefined) return liftEquality(operator, left, right, number, binder)
  const equal = equalityOf(left, right, binder)
  if (equal === undefined) return undefined
  const { evaluate: first } = left
  const { evaluate: second } = right
  const isEqual = operator === '=='
  const evaluate: Bound['evaluate'] = isEqual
    ? (frame) => equal(first(frame), second(frame))
    : (frame) => !equal(first(frame), second(frame))
  const { constant: x } = left
  const { constant: y } = right
  if (x === undefined || y === undefined) return bound(binder.types.bool, evaluate)
  return folded(binder.types.bool, () => equal(x.value, y.value) === isEqual, evaluate)
}

const bare = (operand: Bound): Bound => ({ ...operand, type: underlyingOf(operand.type) ?? operand.type })

/** Numbers, one of which may be null: two nulls are equal. */
function liftEquality(operator: '==' | '!=', left: Bound, right: Bound, number: Bound, binder: Binder): Bound {
  if (underlyingOf(left.type) === undefined && underlyingOf(right.type) === undefined) return number
  const a = { value: null as unknown }
  const b = { value: null as unknown }
  const compared = bindArithmetic(
    operator,
    { ...bare(left), evaluate: () => a.value, constant: left.constant },
    { ...bare(right), evaluate: () => b.value, constant: right.constant },
    false,
    binder,
  )
  if (compared === undefined) return number
  const { evaluate: first } = left
  const { evaluate: second } = right
  return bound(binder.types.bool, (frame) => {
    const x = first(frame)
    const y = second(frame)
    if (x === null || y === null) return (x === y) === (operator === '==')
    a.value = x
    b.value = y
    return compared.evaluate(frame)
  })
}

function equalityOf(left: Bound, right: Bound, { types }: Binder): Equal | undefined {
  const { type: a } = left
  const { type: b } = right
  if (a.kind === 'null' && b.kind === 'null') return areSame
  if (a.kind === 'null' || b.kind === 'null') {
    const other = a.kind === 'null' ? b : a
    // A struct is never null; the comparison is allowed and false, as C# warns.
    return isValueType(other) && underlyingOf(other) === undefined ? () => false : areSame
  }
  const both = (type: NetType): boolean => isSameType(a, type) && isSameType(b, type)
  if (both(types.string)) return areSame
  const x = underlyingOf(a) ?? a
  const y = underlyingOf(b) ?? b
  if (isSameType(x, types.bool) && isSameType(y, types.bool)) return areSame
  if (isValueType(x) && isSameType(x, y)) {
    const operations = operationsFor(x)
    return isTuple(x) ? (p, q) => areEqual(operations, p, q) : undefined
  }
  if (isValueType(a) || isValueType(b)) return undefined
  // What can be converted to a string is compared as one, as `StringValues` of newer libraries is.
  const isText = (from: NetType): boolean => implicitConversion(from, types.string, types) !== undefined
  if ((isSameType(a, types.string) && isText(b)) || (isSameType(b, types.string) && isText(a))) return areSame
  if (isSubtype(a, b, types) || isSubtype(b, a, types) || mayBeSame(a) || mayBeSame(b)) return areSame
  return implicitConversion(a, b, types) !== undefined || implicitConversion(b, a, types) !== undefined
    ? () => false
    : undefined
}

const mayBeSame = (type: NetType): boolean => type.kind === 'named' && type.declaration.kind === 'interface'

const isTuple = (type: NetType): boolean => type.kind === 'named' && type.declaration.name === 'ValueTuple'
