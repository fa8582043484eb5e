import type { Indexer } from '../net-types/linked-type.ts'
import { substitute, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { prepareArguments } from './arguments.ts'
import { elementAt } from './array-elements.ts'
import { bindArguments, evaluateCall } from './bind-arguments.ts'
import { bindExpression } from './bind-expression.ts'
import { selfOf } from './bind-member.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { convertBound } from './convert-bound.ts'
import { invokerOf } from './invoke.ts'
import { type Found, findIndexers } from './member-lookup.ts'
import { withValue } from './null-check.ts'
import { type Choice, chooseOverload } from './overloads.ts'
import type { Scope } from './scope.ts'

type IndexSyntax = Extract<ExpressionSyntax, { kind: 'index' }>

/** `target[…]`. @throws ExpressionFault */
export function bindIndex(syntax: IndexSyntax, scope: Scope, binder: Binder): Bound {
  const target = bindExpression(syntax.target, scope, binder)
  if (target.type.kind === 'array') {
    const index = bindArrayIndex(syntax, scope, binder).evaluate
    const array = withValue(target)
    return bound(target.type.element, (frame) => {
      const items = array(frame) as ArrayLike<unknown>
      return items[elementAt(index(frame) as number, items.length)]
    })
  }
  const choice = chooseIndexer(target, syntax, scope, binder)
  const { member: found, by } = choice
  const invoker = invokerOf(found.member.get, found.owner.args)
  const self = selfOf(target, found, binder)
  return bound(
    substitute(found.member.type, by),
    evaluateCall(invoker, self.evaluate, bindArguments(choice, scope, binder)),
  )
}

/** @throws ExpressionFault */
export function bindArrayIndex(syntax: IndexSyntax, scope: Scope, binder: Binder): Bound {
  const [argument] = syntax.args
  if (argument === undefined || syntax.args.length !== 1 || argument.mode !== 'value') {
    throw new ExpressionFault('An array takes one index.', syntax)
  }
  return convertBound(bindExpression(argument.value, scope, binder), binder.types.int, argument, binder)
}

/** @throws ExpressionFault */
export function chooseIndexer(
  target: Bound,
  syntax: IndexSyntax,
  scope: Scope,
  binder: Binder,
): Choice<Found<Indexer>> {
  const indexers = findIndexers(target.type, binder.types)
  if (indexers.length === 0) {
    throw new ExpressionFault(`A value of '${textOfType(target.type)}' takes no index in square brackets.`, syntax)
  }
  const prepared = prepareArguments(syntax.args, scope, binder)
  const callees = indexers.map((found) => ({
    member: found,
    parameters: found.member.parameters,
    typeParameters: [],
    by: found.by,
    distance: found.distance,
  }))
  return chooseOverload(callees, prepared, [], scope, binder, {
    name: 'this[]',
    start: syntax.target.end,
    end: syntax.end,
  })
}
