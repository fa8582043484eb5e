import { soughtName } from '../completion/sought-place.ts'
import { type NetType, namedType, textOfType } from '../net-types/net-type.ts'
import type { TypeName } from '../net-types/type-name.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, Span } from '../syntax/syntax-tree.ts'
import { bindExpression } from './bind-expression.ts'
import { readMemberOf } from './bind-member.ts'
import { type Binder, didYouMean } from './binder.ts'
import type { Bound } from './bound.ts'
import type { HeldName, Local, Scope } from './scope.ts'

/** What stands before a dot. */
export type Target =
  | { readonly kind: 'value'; readonly bound: Bound }
  | { readonly kind: 'type'; readonly type: NetType }
  | { readonly kind: 'namespace'; readonly name: string }

/** @throws ExpressionFault */
export function bindTarget(syntax: ExpressionSyntax, scope: Scope, binder: Binder): Target {
  switch (syntax.kind) {
    case 'type':
      return { kind: 'type', type: binder.resolveType(syntax.type) }
    case 'name': {
      const local = scope.find(syntax.name)
      if (local !== undefined || binder.globals.has(syntax.name)) break
      return typeOrNamespace(syntax.name, syntax.typeArgs, syntax, scope, binder)
    }
    case 'member': {
      if (!isChainOfNames(syntax)) break
      const target = bindTarget(syntax.target, scope, binder)
      if (target.kind !== 'namespace') break
      return typeOrNamespace(`${target.name}.${syntax.name}`, syntax.typeArgs, syntax, scope, binder)
    }
  }
  return { kind: 'value', bound: bindExpression(syntax, scope, binder) }
}

const isChainOfNames = (syntax: ExpressionSyntax): boolean =>
  syntax.kind === 'name' || (syntax.kind === 'member' && isChainOfNames(syntax.target))

function typeOrNamespace(name: string, typeArgs: readonly TypeName[], at: Span, scope: Scope, binder: Binder): Target {
  const declaration = binder.table.find(name, typeArgs.length)
  if (declaration !== undefined && !declaration.isHidden) {
    return {
      kind: 'type',
      type: namedType(
        declaration,
        typeArgs.map((arg) => binder.resolveType(arg)),
      ),
    }
  }
  if (typeArgs.length === 0 && binder.table.isNamespace(name)) return { kind: 'namespace', name }
  throw unknownName(name, at, scope, binder)
}

function unknownName(name: string, at: Span, scope: Scope, binder: Binder): ExpressionFault {
  if (name === soughtName) binder.sought?.tell({ kind: 'name', variables: variablesOf(scope, binder) })
  const known = [...scope.names(), ...binder.globals.keys(), ...binder.table.names]
  const what = name.includes('.')
    ? `The type '${name}' is not allowed in policy expressions.`
    : `The name '${name}' is not known here.`
  return new ExpressionFault(`${what}${didYouMean(name, known)}`, at)
}

/** Those that the place sees, the nearest first, and `context`. */
function variablesOf(scope: Scope, binder: Binder): ReadonlyMap<string, NetType | undefined> {
  const variables = new Map<string, NetType | undefined>()
  for (const name of scope.names()) {
    const local = scope.find(name)
    // Parameters that stand for the names of a query have names that nobody can write.
    if (local === undefined || !/^[\p{L}_]/u.test(name) || variables.has(name)) continue
    variables.set(name, 'holder' in local || local.type.kind === 'void' ? undefined : local.type)
  }
  for (const [name, { type }] of binder.globals) variables.set(name, type)
  return variables
}

/** A name that stands for a value. @throws ExpressionFault */
export function bindName(syntax: Extract<ExpressionSyntax, { kind: 'name' }>, scope: Scope, binder: Binder): Bound {
  const local = scope.find(syntax.name)
  if (local !== undefined) return readLocal(local, syntax.name, syntax, scope, binder)
  const global = binder.globals.get(syntax.name)
  if (global !== undefined) return global
  const target = typeOrNamespace(syntax.name, syntax.typeArgs, syntax, scope, binder)
  if (target.kind === 'type') {
    throw new ExpressionFault(`'${textOfType(target.type)}' is a type; a value is expected here.`, syntax)
  }
  throw new ExpressionFault(`'${syntax.name}' is a namespace; a value is expected here.`, syntax)
}

function readLocal(local: Local | HeldName, name: string, at: Span, scope: Scope, binder: Binder): Bound {
  if ('holder' in local) {
    const holder = readLocal(local.holder, '', at, scope, binder)
    return readMemberOf(holder, name, { ...at, nameStart: at.start }, scope, binder)
  }
  if (local.type.kind === 'void') throw new ExpressionFault('', at)
  if (local.function?.isOnlyCalled === true) {
    throw new ExpressionFault(`'${name}' has parameters by reference: it can only be called.`, at)
  }
  if (local.constant !== undefined) {
    const { value } = local.constant
    return { type: local.type, evaluate: () => value, constant: local.constant }
  }
  return { type: local.type, evaluate: binder.read(local, scope), constant: undefined }
}
