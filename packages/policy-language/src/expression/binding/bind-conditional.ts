import { systemException } from '../run/net-exception.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ConditionalSyntax, ExpressionSyntax, Span } from '../syntax/syntax-tree.ts'
import { type NetType, textOfType } from '../types/net-type.ts'
import { prepareValue } from './arguments.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import { bindPattern } from './bind-pattern.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { bestCommonType } from './common-type.ts'
import { convertBound } from './convert-bound.ts'
import { inScope, Scope } from './scope.ts'

/**
 * `c ? a : b`.
 * @param expected the type of the surroundings, when a and b have none in common
 * @throws ExpressionFault
 */
export function bindConditional(
  syntax: ConditionalSyntax & Span,
  expected: NetType | undefined,
  scope: Scope,
  binder: Binder,
): Bound {
  const condition = convertBound(
    bindExpression(syntax.condition, scope, binder),
    binder.types.bool,
    syntax.condition,
    binder,
  )
  const [whenTrue, whenFalse] = bindBranches([syntax.whenTrue, syntax.whenFalse], expected, syntax, scope, binder)
  if (whenTrue === undefined || whenFalse === undefined) throw new Error('Two branches give two.')
  const { type } = whenTrue
  if (condition.constant !== undefined) return { ...(condition.constant.value === true ? whenTrue : whenFalse), type }
  const { evaluate: test } = condition
  const { evaluate: a } = whenTrue
  const { evaluate: b } = whenFalse
  return bound(type, (frame) => (test(frame) ? a(frame) : b(frame)))
}

/** Several expressions of which one is the value: all in one type. */
function bindBranches(
  branches: readonly ExpressionSyntax[],
  expected: NetType | undefined,
  at: Span,
  scope: Scope,
  binder: Binder,
): readonly Bound[] {
  const prepared = branches.map((branch) => prepareValue(branch, undefined, scope, binder))
  const isTyped = prepared.every(({ kind }) => kind === 'value')
  const types = prepared.flatMap((one) => (one.kind === 'value' ? [one.bound.type] : []))
  const common = isTyped ? bestCommonType(types, binder.types) : undefined
  const throwsOnly = prepared.every(({ kind, syntax }) => kind === 'value' || syntax.kind === 'throw')
  const type = common ?? expected ?? (throwsOnly ? bestCommonType(types, binder.types) : undefined)
  if (type === undefined) {
    const shown = types.map((one) => `'${textOfType(one)}'`).join(' and ')
    throw new ExpressionFault(`The branches ${shown} have no type in common; write a cast.`, at)
  }
  return prepared.map((one) =>
    one.kind === 'value' ? convertBound(one.bound, type, one.syntax, binder) : bindTo(one.syntax, type, scope, binder),
  )
}

/** `x switch { pattern => value, … }`. @throws ExpressionFault */
export function bindSwitchExpression(
  syntax: Extract<ExpressionSyntax, { kind: 'switch' }>,
  expected: NetType | undefined,
  scope: Scope,
  binder: Binder,
): Bound {
  const operand = bindExpression(syntax.operand, scope, binder)
  const slot = scope.of.addSlot()
  const subject = bound(operand.type, ({ slots }) => slots[slot])
  if (syntax.arms.length === 0) throw new ExpressionFault('The switch has no arms.', syntax)
  const arms = syntax.arms.map(({ pattern, guard, value }) => {
    const own = new Scope(scope, scope.of)
    const matches = bindPattern(pattern, subject, own, binder)
    const when =
      guard === undefined
        ? undefined
        : convertBound(bindExpression(guard, own, binder), binder.types.bool, guard, binder)
    return { own, matches, when: when?.evaluate, value }
  })
  const types = arms.map(({ value, own }) =>
    value.kind === 'throw' ? undefined : prepareValue(value, undefined, own, binder),
  )
  const natural = types.flatMap((one) => (one?.kind === 'value' ? [one.bound.type] : []))
  const isTyped = types.every((one) => one === undefined || one.kind === 'value')
  const type = (isTyped ? bestCommonType(natural, binder.types) : undefined) ?? expected
  if (type === undefined)
    throw new ExpressionFault('The arms of the switch have no type in common; write a cast.', syntax)
  const bodies = arms.map(({ own, matches, when, value }, i) => {
    const one = types[i]
    const { evaluate } =
      one?.kind === 'value' ? convertBound(one.bound, type, value, binder) : bindTo(value, type, own, binder)
    const test = inScope(own, when === undefined ? matches : (frame) => matches(frame) && when(frame))
    return { test, evaluate }
  })
  const { evaluate: value } = operand
  return bound(type, (frame) => {
    frame.slots[slot] = value(frame)
    for (const { test, evaluate } of bodies) if (test(frame)) return evaluate(frame)
    throw systemException('InvalidOperationException', 'Non-exhaustive switch expression failed to match its input.')
  })
}
