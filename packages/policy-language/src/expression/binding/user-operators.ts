import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { isSameType, isValueType, type NetType, substitute, underlyingOf } from '../types/net-type.ts'
import type { Argument } from './arguments.ts'
import { bindArgument } from './bind-arguments.ts'
import { calleeOf } from './bind-call.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import type { Evaluate } from './frame.ts'
import { invokerOf, invokeWith } from './invoke.ts'
import { findOperators } from './member-lookup.ts'
import { numericKindOf } from './numeric.ts'
import { tryOverloads } from './overloads.ts'
import type { Scope } from './scope.ts'

/** Numbers, strings and the like have operators of the language itself. */
const isBuiltIn = (type: NetType): boolean => {
  const of = underlyingOf(type) ?? type
  return of.kind !== 'named' || numericKindOf(of) !== undefined || of.declaration.keyword !== undefined
}

/**
 * An operator that the type of an operand declares, such as `DateTime - TimeSpan`.
 * @returns undefined when none fits
 * @see C# 7, 12.4.4 and 12.4.8 (lifted operators)
 */
export function userBinary(
  operator: string,
  left: Bound,
  right: Bound,
  syntax: { readonly left: ExpressionSyntax; readonly right: ExpressionSyntax },
  scope: Scope,
  binder: Binder,
): Bound | undefined {
  if (isBuiltIn(left.type) && isBuiltIn(right.type)) return undefined
  const direct = choose(operator, [left, right], [syntax.left, syntax.right], scope, binder)
  if (direct !== undefined) return direct
  const types = [underlyingOf(left.type), underlyingOf(right.type)]
  if (types.every((type) => type === undefined)) return undefined
  const slots = [scope.of.addSlot(), scope.of.addSlot()]
  const bare = [left, right].map((operand, i) => {
    const slot = slots[i] ?? 0
    return bound(types[i] ?? operand.type, ({ slots: values }) => values[slot])
  })
  const inner = choose(operator, bare, [syntax.left, syntax.right], scope, binder)
  if (inner === undefined) return undefined
  return liftBinary(operator, inner, left.evaluate, right.evaluate, slots, binder)
}

/** Null when an operand is null; comparisons are false then, and two nulls are equal. */
function liftBinary(
  operator: string,
  inner: Bound,
  left: Evaluate,
  right: Evaluate,
  [leftSlot = 0, rightSlot = 0]: readonly number[],
  { types }: Binder,
): Bound {
  const isComparison = isSameType(inner.type, types.bool)
  const result = isComparison ? inner.type : types.nullable(inner.type)
  return bound(result, (frame) => {
    const a = left(frame)
    const b = right(frame)
    if (a === null || b === null) {
      if (!isComparison) return null
      if (operator === '==') return a === b
      return operator === '!=' ? a !== b : false
    }
    frame.slots[leftSlot] = a
    frame.slots[rightSlot] = b
    return inner.evaluate(frame)
  })
}

export function userUnary(
  syntax: Extract<ExpressionSyntax, { kind: 'unary' }>,
  operand: Bound,
  binder: Binder,
): Bound | undefined {
  if (isBuiltIn(operand.type)) return undefined
  const { operator } = syntax
  const symbol = operator === '-' || operator === '+' ? `unary ${operator}` : operator
  return choose(symbol, [operand], [syntax.operand], undefined, binder)
}

function choose(
  symbol: string,
  operands: readonly Bound[],
  syntax: readonly ExpressionSyntax[],
  scope: Scope | undefined,
  binder: Binder,
): Bound | undefined {
  const distinct = new Map(operands.map(({ type }) => [type.key, type]))
  const operators = [...distinct.values()].flatMap((type) =>
    isValueType(type) || type.kind === 'named' ? findOperators(type, symbol, binder.types) : [],
  )
  if (operators.length === 0) return undefined
  const own = scope ?? binder.newFunction(undefined, undefined)
  const args = operands.flatMap((operand, i): Argument[] => {
    const at = syntax[i]
    return at === undefined ? [] : [{ kind: 'value', name: undefined, syntax: at, bound: operand }]
  })
  const { choice } = tryOverloads(operators.map(calleeOf), args, [], own, binder)
  if (choice === undefined) return undefined
  const { member: method, owner } = choice.member
  const values = choice.sources.flatMap((source) =>
    source.kind === 'argument' ? [bindArgument(source.argument, source.type, own, binder).evaluate] : [],
  )
  const evaluate = invokeWith(invokerOf(method.implementation, owner.args), values)
  return bound(substitute(method.returns, choice.by), evaluate)
}
