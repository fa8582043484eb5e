import { delegateOf, type NetType, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { StatementSyntax, TargetSyntax } from '../syntax/syntax-tree.ts'
import { bindAssignable } from './assignable.ts'
import { bindExpression, bindTo } from './bind-expression.ts'
import { readMemberOf } from './bind-member.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { type BoundStatement, type Execute, goOn, statement } from './bound-statement.ts'
import { convertBound } from './convert-bound.ts'
import { defaultValueOf } from './default-value.ts'
import type { Frame } from './frame.ts'
import { findProperty } from './member-lookup.ts'
import type { Scope } from './scope.ts'

type LocalSyntax = Extract<StatementSyntax, { kind: 'local' }>

/**
 * `var a = 1;`, `int b, c = 2;`, `const string d = "x";`.
 * @param readOnly why the variables may not be assigned afterwards
 * @throws ExpressionFault
 */
export function bindLocals(syntax: LocalSyntax, scope: Scope, binder: Binder, readOnly?: string): BoundStatement {
  const type = syntax.type === undefined ? undefined : binder.resolveType(syntax.type)
  const executes = syntax.variables.map((variable) =>
    bindVariable({ ...syntax, readOnly }, variable, type, scope, binder),
  )
  const [only] = executes
  if (executes.length === 1 && only !== undefined) return statement(only)
  return statement((frame) => {
    for (const execute of executes) execute(frame)
    return goOn
  })
}

function bindVariable(
  { isConst, readOnly }: LocalSyntax & { readonly readOnly: string | undefined },
  variable: LocalSyntax['variables'][number],
  type: NetType | undefined,
  scope: Scope,
  binder: Binder,
): Execute {
  const { name, value } = variable
  if (value === undefined) {
    if (type === undefined) throw new ExpressionFault(`The variable '${name}' needs a value.`, variable)
    const write = binder.write(binder.declare(scope, name, type, variable), scope)
    const initial = defaultValueOf(type)?.value ?? null
    return (frame) => {
      write(frame, initial)
      return goOn
    }
  }
  // A lambda may call itself by its variable's name.
  const own =
    type !== undefined && delegateOf(type) !== undefined ? binder.declare(scope, name, type, variable) : undefined
  const bound = type === undefined ? bindExpression(value, scope, binder) : bindTo(value, type, scope, binder)
  const of = type ?? inferred(bound, name, value)
  if (isConst) {
    if (bound.constant === undefined)
      throw new ExpressionFault(`The value of the const '${name}' is not a constant.`, value)
    binder.declare(scope, name, of, variable, { readOnly: 'a const', constant: bound.constant })
    return () => goOn
  }
  const local = own ?? binder.declare(scope, name, of, variable, readOnly === undefined ? {} : { readOnly })
  const write = binder.write(local, scope)
  const { evaluate } = bound
  return (frame) => {
    frame.run.step()
    write(frame, evaluate(frame))
    return goOn
  }
}

function inferred({ type }: Bound, name: string, at: LocalSyntax['variables'][number]['value'] & object): NetType {
  if (type.kind !== 'null' && type.kind !== 'void' && type.kind !== 'never') return type
  const what = type.kind === 'void' ? 'a call without a value' : `'${textOfType(type)}'`
  throw new ExpressionFault(`The type of '${name}' does not follow from ${what}; write it instead of var.`, at)
}

/** `var (a, b) = …`, `(a, b) = …`. @throws ExpressionFault */
export function bindDeconstruction(
  syntax: Extract<StatementSyntax, { kind: 'deconstruct' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const value = bindExpression(syntax.value, scope, binder)
  const slot = scope.of.addSlot()
  const take = bindParts(
    syntax.targets,
    bound(value.type, ({ slots }) => slots[slot]),
    syntax,
    scope,
    binder,
  )
  const { evaluate } = value
  return statement((frame) => {
    frame.run.step()
    frame.slots[slot] = evaluate(frame)
    take(frame)
    return goOn
  })
}

/** Writes the parts of a tuple or of a pair of a dictionary into variables. @throws ExpressionFault */
export function bindParts(
  targets: readonly TargetSyntax[],
  value: Bound,
  at: { readonly start: number; readonly end: number },
  scope: Scope,
  binder: Binder,
): (frame: Frame) => void {
  const { type } = value
  const has = (name: string): boolean => findProperty(type, name, false, binder.types) !== undefined
  const isPair = targets.length === 2 && has('Key') && has('Value')
  const isTuple = has(`Item${targets.length}`) && !has(`Item${targets.length + 1}`)
  if (!isPair && !isTuple) {
    throw new ExpressionFault(`'${textOfType(type)}' has no ${targets.length} parts to take apart.`, at)
  }
  const parts = targets.map((_, i) => {
    const name = isTuple ? `Item${i + 1}` : i === 0 ? 'Key' : 'Value'
    return readMemberOf(value, name, { ...at, nameStart: at.start }, scope, binder)
  })
  const writes = targets.map((target, i) => writePart(target, parts[i] as Bound, scope, binder))
  return (frame) => {
    // All are read before the first is written: (a, b) = (b, a) changes places.
    const values = writes.map(({ read }) => read(frame))
    for (let i = 0; i < writes.length; i++) writes[i]?.write(frame, values[i])
  }
}

function writePart(
  target: TargetSyntax,
  part: Bound,
  scope: Scope,
  binder: Binder,
): { readonly read: (frame: Frame) => unknown; readonly write: (frame: Frame, value: unknown) => void } {
  if (target.kind === 'existing') {
    const assignable = bindAssignable(target.target, scope, binder)
    const { evaluate } = convertBound(part, assignable.type, target, binder)
    return { read: evaluate, write: (frame, value) => assignable.prepare(frame).write(value) }
  }
  if (target.name === undefined) return { read: () => null, write: () => undefined }
  const type = target.type === undefined ? part.type : binder.resolveType(target.type)
  const { evaluate } = convertBound(part, type, target, binder)
  return { read: evaluate, write: binder.write(binder.declare(scope, target.name, type, target), scope) }
}
