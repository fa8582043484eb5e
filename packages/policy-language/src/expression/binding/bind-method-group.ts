import type { ExpressionSyntax, LambdaSyntax } from '../syntax/syntax-tree.ts'
import { bindTarget } from './bind-name.ts'
import type { Binder } from './binder.ts'
import { findExtensions, findMethods, findProperty } from './member-lookup.ts'
import type { Scope } from './scope.ts'

/** Whether the expression is the bare name of a method, such as `int.Parse` in `Select(int.Parse)`. */
export function isMethodGroup(syntax: ExpressionSyntax, scope: Scope, binder: Binder): boolean {
  if (syntax.kind !== 'member' || !isPlainChain(syntax.target)) return false
  const target = bindTarget(syntax.target, scope, binder)
  if (target.kind === 'namespace') return false
  const isStatic = target.kind === 'type'
  const type = target.kind === 'type' ? target.type : target.bound.type
  if (type.kind === 'anonymous' || findProperty(type, syntax.name, isStatic, binder.types) !== undefined) return false
  if (findMethods(type, syntax.name, isStatic, binder.types).length > 0) return true
  return !isStatic && findExtensions(syntax.name, binder.types).length > 0
}

/** Names only: they can be bound twice without doing anything twice. */
const isPlainChain = (syntax: ExpressionSyntax): boolean =>
  syntax.kind === 'name' || syntax.kind === 'type' || (syntax.kind === 'member' && isPlainChain(syntax.target))

const made = new WeakMap<ExpressionSyntax, Map<number, LambdaSyntax & ExpressionSyntax>>()

/** The lambda that calls the method with as many parameters; the same one for the same name. */
export function lambdaOfGroup(syntax: ExpressionSyntax, count: number): LambdaSyntax & ExpressionSyntax {
  const byCount = made.get(syntax) ?? new Map<number, LambdaSyntax & ExpressionSyntax>()
  made.set(syntax, byCount)
  let lambda = byCount.get(count)
  if (lambda === undefined) {
    const span = { start: syntax.start, end: syntax.end }
    const names = Array.from({ length: count }, (_, i) => `<${i}>`)
    const body: ExpressionSyntax = {
      kind: 'call',
      target: syntax,
      args: names.map((name) => ({
        name: undefined,
        mode: 'value',
        value: { kind: 'name', name, typeArgs: [], ...span },
        ...span,
      })),
      ...span,
    }
    lambda = { kind: 'lambda', parameters: names.map((name) => ({ name, type: undefined, ...span })), body, ...span }
    byCount.set(count, lambda)
  }
  return lambda
}
