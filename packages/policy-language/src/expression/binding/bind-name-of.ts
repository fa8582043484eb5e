import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { bindTarget } from './bind-name.ts'
import type { Binder } from './binder.ts'
import { type Bound, boundConstant } from './bound.ts'
import type { Scope } from './scope.ts'

/** `nameof(a.b)`: the last name, which must be known. @throws ExpressionFault */
export function bindNameOf(syntax: Extract<ExpressionSyntax, { kind: 'call' }>, scope: Scope, binder: Binder): Bound {
  const [argument] = syntax.args
  const named = argument?.value
  if (syntax.args.length !== 1 || named === undefined || (named.kind !== 'name' && named.kind !== 'member')) {
    throw new ExpressionFault("'nameof' takes one name.", syntax)
  }
  bindTarget(named.kind === 'member' ? named.target : named, scope, binder)
  return boundConstant(binder.types.string, named.name)
}
