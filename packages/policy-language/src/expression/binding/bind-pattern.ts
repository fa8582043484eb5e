import { isSameType, isValueType, type NetType, textOfType, underlyingOf } from '../net-types/net-type.ts'
import { isUnknownType, resolveTypeName } from '../net-types/resolve-type-name.ts'
import { operationsFor } from '../net-types/value-operations.ts'
import { Boxed } from '../run/boxed.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, PatternSyntax, Span } from '../syntax/syntax-tree.ts'
import { bindArithmetic } from './bind-arithmetic.ts'
import { asObject } from './bind-cast.ts'
import { bindExpression } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { boxing, implicitConversion, mayCast } from './conversions.ts'
import { convertBound } from './convert-bound.ts'
import type { Evaluate } from './frame.ts'
import { instanceTest } from './instance-test.ts'
import type { Scope } from './scope.ts'

/**
 * A test of the subject, which is read as often as needed; variables of the pattern go into the scope.
 * @throws ExpressionFault
 */
export function bindPattern(pattern: PatternSyntax, subject: Bound, scope: Scope, binder: Binder): Evaluate {
  switch (pattern.kind) {
    case 'constant':
      return constantTest(bindExpression(pattern.value, scope, binder), pattern, subject, binder)
    case 'typeOrConstant': {
      const constant = constantIn(pattern, scope, binder)
      if (constant !== undefined) {
        return constantTest(bindExpression(constant, scope, binder), pattern, subject, binder)
      }
      return typeTest(binder.resolveType(pattern.type), undefined, pattern, subject, scope, binder)
    }
    case 'type':
      return typeTest(binder.resolveType(pattern.type), pattern.name, pattern, subject, scope, binder)
    case 'var': {
      if (pattern.name === undefined) return () => true
      const write = binder.write(binder.declare(scope, pattern.name, subject.type, pattern, { isUnset: true }), scope)
      const { evaluate } = subject
      return (frame) => {
        write(frame, evaluate(frame))
        return true
      }
    }
    case 'relational':
      return relationalTest(pattern, subject, scope, binder)
    case 'not': {
      const test = bindPattern(pattern.pattern, subject, scope, binder)
      return (frame) => !test(frame)
    }
    case 'and':
    case 'or': {
      const left = bindPattern(pattern.left, subject, scope, binder)
      const right = bindPattern(pattern.right, subject, scope, binder)
      return pattern.kind === 'and' ? (frame) => left(frame) && right(frame) : (frame) => left(frame) || right(frame)
    }
  }
}

/** What the pattern compares with, unless it is one of a type or of several parts. */
export function constantIn(pattern: PatternSyntax, scope: Scope, binder: Binder): ExpressionSyntax | undefined {
  if (pattern.kind === 'constant') return pattern.value
  if (pattern.kind !== 'typeOrConstant') return undefined
  const type = resolveTypeName(pattern.type, binder.table)
  const isVariable = pattern.value.kind === 'name' && scope.find(pattern.value.name) !== undefined
  return isUnknownType(type) || isVariable ? pattern.value : undefined
}

function typeTest(
  type: NetType,
  name: string | undefined,
  pattern: PatternSyntax,
  subject: Bound,
  scope: Scope,
  binder: Binder,
): Evaluate {
  const { types } = binder
  if (underlyingOf(type) !== undefined && name !== undefined) {
    throw new ExpressionFault(
      `A pattern names the type without '?': '${textOfType(underlyingOf(type) ?? type)}'.`,
      pattern,
    )
  }
  const from = underlyingOf(subject.type) ?? subject.type
  const isPossible =
    isSameType(from, type) ||
    (isValueType(from) ? implicitConversion(from, type, types) !== undefined : mayCast(from, type, types))
  if (!isPossible) {
    throw new ExpressionFault(`'${textOfType(subject.type)}' is never '${textOfType(type)}'.`, pattern)
  }
  const { evaluate } = asObject(subject)
  const isOne = instanceTest(type, types)
  if (name === undefined) return (frame) => isOne(evaluate(frame))
  const write = binder.write(binder.declare(scope, name, type, pattern, { isUnset: true }), scope)
  const isStruct = isValueType(type)
  return (frame) => {
    const value = evaluate(frame)
    if (!isOne(value)) return false
    write(frame, isStruct && value instanceof Boxed ? value.value : value)
    return true
  }
}

function constantTest(value: Bound, pattern: PatternSyntax, subject: Bound, binder: Binder): Evaluate {
  const key = keyOfConstant(value, pattern, subject.type, binder)
  const { evaluate } = subject
  if (key === null) return (frame) => evaluate(frame) === null
  const target = underlyingOf(subject.type) ?? subject.type
  const isPlain = isValueType(target) || isSameType(target, binder.types.string)
  const { keyOf } = isPlain ? operationsFor(target) : binder.table.objects
  return (frame) => {
    const current = evaluate(frame)
    return current !== null && keyOf(current) === key
  }
}

/** What is the same exactly for values of the type that the constant equals; null for null. @throws ExpressionFault */
export function keyOfConstant(value: Bound, at: Span, type: NetType, binder: Binder): unknown {
  if (value.constant === undefined) throw new ExpressionFault('A pattern compares with a constant.', at)
  if (value.type.kind === 'null') {
    if (isValueType(type) && underlyingOf(type) === undefined) {
      throw new ExpressionFault(`'${textOfType(type)}' is never null.`, at)
    }
    return null
  }
  const target = underlyingOf(type) ?? type
  if (isValueType(target) || isSameType(target, binder.types.string)) {
    return operationsFor(target).keyOf(convertBound(value, target, at, binder).constant?.value)
  }
  // In an `object`, type and value must be the same: 5 is no 5L.
  const { convert } = isValueType(value.type) ? boxing(value.type) : { convert: undefined }
  return binder.table.objects.keyOf(convert === undefined ? value.constant.value : convert(value.constant.value, noRun))
}

/** Boxing looks at the value only. */
const noRun = undefined as never

function relationalTest(
  pattern: Extract<PatternSyntax, { kind: 'relational' }>,
  subject: Bound,
  scope: Scope,
  binder: Binder,
): Evaluate {
  const limit = bindExpression(pattern.value, scope, binder)
  if (limit.constant === undefined) throw new ExpressionFault('A pattern compares with a constant.', pattern)
  if (!isValueType(subject.type)) {
    const { evaluate } = asObject(subject)
    const isOne = instanceTest(limit.type, binder.types)
    const unboxed = { value: null as unknown }
    const test = bindArithmetic(
      pattern.operator,
      bound(limit.type, () => unboxed.value),
      limit,
      false,
      binder,
    )
    if (test === undefined) throw new ExpressionFault('Only numbers can be compared so.', pattern)
    return (frame) => {
      const value = evaluate(frame)
      if (!isOne(value)) return false
      unboxed.value = value instanceof Boxed ? value.value : value
      return test.evaluate(frame)
    }
  }
  const test = bindArithmetic(pattern.operator, subject, limit, false, binder)
  if (test === undefined) throw new ExpressionFault(`'${textOfType(subject.type)}' cannot be compared so.`, pattern)
  return test.evaluate
}
