import { iterate } from '../net/sequence.ts'
import { type NetType, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, StatementSyntax } from '../syntax/syntax-tree.ts'
import { bindParts } from './bind-declaration.ts'
import { bindExpression } from './bind-expression.ts'
import { bindCondition, bindEffect, bindEmbedded, bindStatement } from './bind-statement.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { type BoundStatement, breakLoop, goOn, returnValue, type Signal, statement } from './bound-statement.ts'
import { explicitConversion } from './conversions.ts'
import type { Frame } from './frame.ts'
import { withValue } from './null-check.ts'
import { enterScope, Scope } from './scope.ts'
import { elementTypeOf } from './type-relations.ts'

/** `while (…) …`, `do … while (…);`. @throws ExpressionFault */
export function bindWhile(
  syntax: Extract<StatementSyntax, { kind: 'while' | 'do' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const own = new Scope(scope, scope.of, { isInLoop: true })
  const isFirst = syntax.kind === 'while'
  const condition = isFirst ? bindCondition(syntax.condition, own, binder) : undefined
  const body = bindEmbedded(syntax.body, own, binder)
  const { evaluate: test, constant } = condition ?? bindCondition(syntax.condition, own, binder)
  const { execute } = body
  const enter = enterScope(own)
  const endIsReachable = constant !== true || body.breaks
  return statement((frame) => {
    for (let isLater = isFirst; ; isLater = true) {
      frame.run.step()
      enter?.(frame)
      if (isLater && !test(frame)) return goOn
      const signal = execute(frame)
      if (signal === breakLoop) return goOn
      if (signal >= returnValue) return signal
    }
  }, endIsReachable)
}

/** `for (…; …; …) …`. @throws ExpressionFault */
export function bindFor(
  syntax: Extract<StatementSyntax, { kind: 'for' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const own = new Scope(scope, scope.of, { isInLoop: true })
  const initializers = syntax.initializers.map((one) => bindStatement(one, own, binder).execute)
  const condition = syntax.condition === undefined ? undefined : bindCondition(syntax.condition, own, binder)
  const body = bindEmbedded(syntax.body, own, binder)
  const updates = syntax.updates.map((one) => bindEffect(one, own, binder))
  const { execute } = body
  const test = condition?.evaluate
  const enter = enterScope(own)
  const isEndless = condition === undefined || condition.constant === true
  return statement((frame) => {
    enter?.(frame)
    for (const initialize of initializers) initialize(frame)
    for (;;) {
      frame.run.step()
      if (test !== undefined && !test(frame)) return goOn
      const signal = execute(frame)
      if (signal === breakLoop) return goOn
      if (signal >= returnValue) return signal
      for (const update of updates) update(frame)
    }
  }, !isEndless || body.breaks)
}

/** `foreach (var x in …) …`. @throws ExpressionFault */
export function bindForEach(
  syntax: Extract<StatementSyntax, { kind: 'foreach' }>,
  scope: Scope,
  binder: Binder,
): BoundStatement {
  const source = bindExpression(syntax.source, scope, binder)
  const { element, items } = enumerationOf(source, syntax.source, binder)
  const own = new Scope(scope, scope.of, { isInLoop: true })
  const take = bindElement(syntax, element, own, binder)
  const { execute } = bindEmbedded(syntax.body, own, binder)
  const enter = enterScope(own)
  return statement((frame): Signal => {
    for (const item of items(frame)) {
      frame.run.step()
      enter?.(frame)
      take(frame, item)
      const signal = execute(frame)
      if (signal === breakLoop) return goOn
      if (signal >= returnValue) return signal
    }
    return goOn
  })
}

/** The sequence that `foreach` goes through. */
function enumerationOf(
  source: Bound,
  at: ExpressionSyntax,
  binder: Binder,
): { readonly element: NetType; readonly items: (frame: Frame) => Iterable<unknown> } {
  const { type } = source
  const all = withValue(source)
  const own = type.kind === 'named' ? type.declaration.enumeration : undefined
  if (own !== undefined) {
    const { element } = own
    return { element, items: (frame) => own.items(all(frame) as never, element.args) }
  }
  const element = elementTypeOf(type, binder.types)
  if (element === undefined) {
    throw new ExpressionFault(`'${textOfType(type)}' is no sequence: foreach cannot go through it.`, at)
  }
  return { element, items: (frame) => iterate(all(frame) as Iterable<unknown> | string) }
}

/** Puts the current element into the variable, or its parts into theirs. */
function bindElement(
  syntax: Extract<StatementSyntax, { kind: 'foreach' }>,
  element: NetType,
  own: Scope,
  binder: Binder,
): (frame: Frame, item: unknown) => void {
  if (syntax.parts !== undefined) {
    const slot = own.of.addSlot()
    const takeParts = bindParts(
      syntax.parts,
      bound(element, ({ slots }) => slots[slot]),
      syntax.source,
      own,
      binder,
    )
    return (frame, item) => {
      frame.slots[slot] = item
      takeParts(frame)
    }
  }
  const type = syntax.type === undefined ? element : binder.resolveType(syntax.type)
  const conversion = explicitConversion(element, type, binder.types, false)
  if (conversion === undefined) {
    throw new ExpressionFault(
      `Elements are '${textOfType(element)}', which cannot be cast to '${textOfType(type)}'.`,
      syntax.source,
    )
  }
  const local = binder.declare(own, syntax.name, type, syntax.source, { readOnly: 'the variable of a foreach' })
  const write = binder.write(local, own)
  const { convert } = conversion
  return convert === undefined ? write : (frame, item) => write(frame, convert(item, frame.run))
}
