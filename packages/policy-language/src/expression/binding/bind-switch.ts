import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { StatementSyntax, SwitchSectionSyntax } from '../syntax/syntax-tree.ts'
import { bindExpression } from './bind-expression.ts'
import { bindPattern } from './bind-pattern.ts'
import { bindCondition, bindStatements } from './bind-statement.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { type BoundStatement, breakLoop, type Execute, goOn, statement } from './bound-statement.ts'
import type { Evaluate } from './frame.ts'
import { inScope, Scope } from './scope.ts'

interface Section {
  /** Undefined for a section that is only `default`. */
  readonly test: Evaluate | undefined
  readonly isDefault: boolean
  readonly body: BoundStatement
}

/** `switch (…) { case …: … default: … }`. @throws ExpressionFault */
export function bindSwitch(
  syntax: Extract<StatementSyntax, { kind: 'switchStatement' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const operand = bindExpression(syntax.operand, scope, binder)
  const slot = scope.of.addSlot()
  const subject = bound(operand.type, ({ slots }) => slots[slot])
  const sections = syntax.sections.map((section) => bindSection(section, subject, scope, binder))
  const fallback = sections.find(({ isDefault }) => isDefault)?.body.execute
  const { evaluate } = operand
  const execute: Execute = (frame) => {
    frame.run.step()
    frame.slots[slot] = evaluate(frame)
    for (const { test, body } of sections) {
      if (test?.(frame) !== true) continue
      const signal = body.execute(frame)
      return signal === breakLoop ? goOn : signal
    }
    if (fallback === undefined) return goOn
    const signal = fallback(frame)
    return signal === breakLoop ? goOn : signal
  }
  const endIsReachable = fallback === undefined || sections.some(({ body }) => body.breaks || body.endIsReachable)
  return statement(execute, endIsReachable)
}

function bindSection(section: SwitchSectionSyntax, subject: Bound, scope: Scope, binder: Binder): Section {
  const own = new Scope(scope, scope.of, { isInSwitch: true })
  const tests: Evaluate[] = []
  for (const { pattern, guard } of section.labels) {
    if (pattern === undefined) continue
    const matches = bindPattern(pattern, subject, own, binder)
    const when = guard === undefined ? undefined : bindCondition(guard, own, binder).evaluate
    tests.push(when === undefined ? matches : (frame) => matches(frame) && when(frame))
  }
  const body = bindStatements(section.statements, new Scope(own, own.of), binder)
  const [label] = section.labels
  if (body.endIsReachable && label !== undefined) {
    throw new ExpressionFault("The statements of a case end with 'break', 'return', 'continue' or 'throw'.", label)
  }
  const test: Evaluate | undefined =
    tests.length === 0 ? undefined : inScope(own, (frame) => tests.some((one) => one(frame)))
  return { test, isDefault: section.labels.some(({ pattern }) => pattern === undefined), body }
}
