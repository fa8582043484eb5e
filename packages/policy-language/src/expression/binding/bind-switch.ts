import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { StatementSyntax, SwitchSectionSyntax } from '../syntax/syntax-tree.ts'
import { bindExpression } from './bind-expression.ts'
import { bindPattern, constantIn, keyOfConstant } from './bind-pattern.ts'
import { bindCondition, bindStatements } from './bind-statement.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { type BoundStatement, breakLoop, type Execute, goOn, jump, statement } from './bound-statement.ts'
import type { Evaluate, Frame } from './frame.ts'
import { enterScope, inScope, Scope, type SwitchTargets } from './scope.ts'

/** The labels of a section. */
interface Labels {
  readonly own: Scope
  /** Undefined for a section that is only `default`. */
  readonly test: Evaluate | undefined
  readonly isDefault: boolean
  /** It takes whatever others leave. */
  readonly takesAll: boolean
  /** Constants that `goto case` may name. */
  readonly keys: readonly unknown[]
}

interface Section extends Omit<Labels, 'keys' | 'own'> {
  readonly body: BoundStatement
  readonly enter: ((frame: Frame) => void) | undefined
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
  // All labels come first: a body may go to a section behind its own.
  const labels: Labels[] = []
  const targets = targetsOf(labels, subject, scope, binder)
  for (const section of syntax.sections) labels.push(bindLabels(section, subject, targets, scope, binder))
  const sections = labels.map((one, i) => bindSection(one, syntax.sections[i] as SwitchSectionSyntax, binder))
  const fallback = sections.find(({ isDefault }) => isDefault)
  const { evaluate } = operand
  const execute: Execute = (frame) => {
    frame.run.step()
    frame.slots[slot] = evaluate(frame)
    let section = sections.find(({ test }) => test?.(frame) === true) ?? fallback
    while (section !== undefined) {
      const signal = section.body.execute(frame)
      if (signal !== jump) return signal === breakLoop ? goOn : signal
      frame.run.step()
      section = sections[frame.slots[targets.slot] as number]
      section?.enter?.(frame)
    }
    return goOn
  }
  const isComplete = fallback !== undefined || sections.some(({ takesAll }) => takesAll)
  const endIsReachable = !isComplete || sections.some(({ body }) => body.breaks || body.endIsReachable)
  return statement(execute, endIsReachable)
}

function targetsOf(labels: readonly Labels[], subject: Bound, scope: Scope, binder: Binder): SwitchTargets {
  return {
    slot: scope.of.addSlot(),
    find(value, at) {
      if (value === undefined) {
        const index = labels.findIndex(({ isDefault }) => isDefault)
        if (index < 0) throw new ExpressionFault("The switch has no 'default'.", at)
        return index
      }
      const key = keyOfConstant(bindExpression(value, scope, binder), value, subject.type, binder)
      const index = labels.findIndex(({ keys }) => keys.includes(key))
      if (index < 0) throw new ExpressionFault("The switch has no such 'case'.", value)
      return index
    },
  }
}

/** `goto case …;`, `goto default;`. @throws ExpressionFault */
export function bindGoto(syntax: Extract<StatementSyntax, { kind: 'goto' }>, scope: Scope): BoundStatement {
  const { targets } = scope
  if (targets === undefined) throw new ExpressionFault("There is no switch for 'goto'.", syntax)
  const index = targets.find(syntax.value, syntax)
  return statement(({ slots }) => {
    slots[targets.slot] = index
    return jump
  }, false)
}

function bindLabels(
  section: SwitchSectionSyntax,
  subject: Bound,
  targets: SwitchTargets,
  scope: Scope,
  binder: Binder,
): Labels {
  const own = new Scope(scope, scope.of, { targets })
  const tests: Evaluate[] = []
  const keys: unknown[] = []
  for (const { pattern, guard } of section.labels) {
    if (pattern === undefined) continue
    const matches = bindPattern(pattern, subject, own, binder)
    const when = guard === undefined ? undefined : bindCondition(guard, own, binder).evaluate
    tests.push(when === undefined ? matches : (frame) => matches(frame) && when(frame))
    const constant = guard === undefined ? constantIn(pattern, own, binder) : undefined
    if (constant !== undefined) {
      keys.push(keyOfConstant(bindExpression(constant, own, binder), pattern, subject.type, binder))
    }
  }
  const test: Evaluate | undefined =
    tests.length === 0 ? undefined : inScope(own, (frame) => tests.some((one) => one(frame)))
  const isDefault = section.labels.some(({ pattern }) => pattern === undefined)
  const takesAll = section.labels.some(({ pattern, guard }) => pattern?.kind === 'var' && guard === undefined)
  return { own, test, keys, isDefault, takesAll }
}

function bindSection(
  { own, test, isDefault, takesAll }: Labels,
  section: SwitchSectionSyntax,
  binder: Binder,
): Section {
  const body = bindStatements(section.statements, new Scope(own, own.of), binder)
  const [label] = section.labels
  if (body.endIsReachable && label !== undefined) {
    throw new ExpressionFault(
      "The statements of a case end with 'break', 'return', 'continue', 'goto' or 'throw'.",
      label,
    )
  }
  return { test, isDefault, takesAll, body, enter: enterScope(own) }
}
