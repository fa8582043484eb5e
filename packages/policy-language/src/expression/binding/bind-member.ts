import { soughtName } from '../completion/sought-place.ts'
import type { Property } from '../net-types/linked-type.ts'
import { isEnum, isNullable, isValueType, type NetType, substitute, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, Span } from '../syntax/syntax-tree.ts'
import { bindTarget } from './bind-name.ts'
import { type Binder, didYouMean } from './binder.ts'
import { type Bound, bound, boundConstant } from './bound.ts'
import { boxing } from './conversions.ts'
import { applyConversion, convertBound } from './convert-bound.ts'
import { type Invoker, invokerOf, invokeWith } from './invoke.ts'
import { type Found, findExtensions, findMethods, findProperty, memberNames } from './member-lookup.ts'
import { withValue } from './null-check.ts'
import type { Scope } from './scope.ts'

type At = Span & { readonly nameStart: number }

/** `target.Name` that is no call. @throws ExpressionFault */
export function bindMember(syntax: Extract<ExpressionSyntax, { kind: 'member' }>, scope: Scope, binder: Binder): Bound {
  const target = bindTarget(syntax.target, scope, binder)
  switch (target.kind) {
    case 'value':
      return readMemberOf(target.bound, syntax.name, syntax, scope, binder)
    case 'type':
      return readStatic(target.type, syntax.name, syntax, binder)
    case 'namespace': {
      if (syntax.name === soughtName) binder.sought?.tell({ kind: 'namespace', name: target.name })
      const name = `${target.name}.${syntax.name}`
      throw new ExpressionFault(`'${name}' is no value.`, syntax)
    }
  }
}

/** A property of a value. @throws ExpressionFault */
export function readMemberOf(target: Bound, name: string, at: At, _scope: Scope, binder: Binder): Bound {
  const { type } = target
  if (type.kind === 'anonymous') {
    const index = type.properties.findIndex((property) => property.name === name)
    const property = type.properties[index]
    if (property === undefined) throw unknownMember(type, name, false, at, binder)
    const self = withValue(target)
    return bound(property.type, (frame) => (self(frame) as { readonly values: readonly unknown[] }).values[index])
  }
  const element = elementOf(type, name)
  const found = findProperty(type, element ?? name, false, binder.types)
  if (found === undefined) throw unknownMember(type, name, false, at, binder)
  return readProperty(found, target, binder)
}

/** `Item1` for the name that an element of a tuple was given. */
function elementOf(type: NetType, name: string): string | undefined {
  if (type.kind !== 'named' || type.elementNames === undefined) return undefined
  const index = type.elementNames.indexOf(name)
  return index < 0 ? undefined : `Item${index + 1}`
}

function readProperty(found: Found<Property>, target: Bound, binder: Binder): Bound {
  const { member, by } = found
  binder.uses.add(`${member.owner.fullName}.${member.name}`)
  const type = substitute(member.type, by)
  const invoker = accessorOf(found)
  const self = selfOf(target, found, binder)
  const evaluate = invokeWith(invoker, [self.evaluate])
  const isFoldable = target.constant !== undefined && !invoker.needsRun && target.constant.value !== null
  return isFoldable ? folded(type, () => invoker.call(self.constant?.value), evaluate) : bound(type, evaluate)
}

function accessorOf({ member, owner }: Found<Property>): Invoker {
  const { get } = member
  if ('constant' in get) return { needsRun: false, call: () => get.constant }
  return invokerOf(get, owner.args)
}

/** `this` in the representation of the type that declares the member, never null. */
export function selfOf(target: Bound, found: Found<{ readonly owner: unknown }>, binder: Binder): Bound {
  if (isNullable(target.type) && !isNullable(found.owner))
    return applyConversion(target, found.owner, boxing(target.type))
  const evaluate = withValue(target)
  const checked: Bound = { ...target, evaluate }
  const isArray = target.type.kind === 'array'
  if (!isArray && (!isValueType(target.type) || isValueType(found.owner))) return checked
  return convertBound(checked, found.owner, { start: 0, end: 0 }, binder)
}

/** Computes once what cannot change, unless it fails: then it fails when it is evaluated. */
export function folded(type: NetType, compute: () => unknown, evaluate: Bound['evaluate']): Bound {
  if (!isImmutable(type)) return bound(type, evaluate)
  try {
    return boundConstant(type, compute())
  } catch {
    return bound(type, evaluate)
  }
}

const immutable = new Set(
  'bool string char sbyte byte short ushort int uint long ulong float double decimal'.split(' '),
)

export const isImmutable = (type: NetType): boolean =>
  isEnum(type) ||
  (type.kind === 'named' && type.declaration.keyword !== undefined && immutable.has(type.declaration.keyword))

function readStatic(type: NetType, name: string, at: At, binder: Binder): Bound {
  if (isEnum(type)) {
    const value = type.declaration.values.get(name)
    if (value === undefined) throw unknownMember(type, name, true, at, binder)
    return boundConstant(type, value)
  }
  const found = findProperty(type, name, true, binder.types)
  if (found === undefined) throw unknownMember(type, name, true, at, binder)
  const { get } = found.member
  const of = substitute(found.member.type, found.by)
  if ('constant' in get) return boundConstant(of, get.constant)
  const invoker = invokerOf(get, found.owner.args)
  const evaluate = invokeWith(invoker, [])
  return invoker.needsRun ? bound(of, evaluate) : folded(of, () => invoker.call(), evaluate)
}

/** @returns the fault, with the name that was probably meant */
export function unknownMember(type: NetType, name: string, isStatic: boolean, at: At, binder: Binder): ExpressionFault {
  if (name === soughtName) binder.sought?.tell({ kind: 'member', type, isStatic })
  const { types } = binder
  const span = { start: at.nameStart, end: Math.max(at.end, at.nameStart + name.length) }
  const shown = textOfType(type)
  const isMethod =
    findMethods(type, name, isStatic, types).length > 0 || (!isStatic && findExtensions(name, types).length > 0)
  if (isMethod) return new ExpressionFault(`'${name}' is a method of '${shown}'; call it: ${name}(…).`, span)
  const hasOther =
    findProperty(type, name, !isStatic, types) !== undefined || findMethods(type, name, !isStatic, types).length > 0
  if (hasOther) {
    const how = isStatic ? `belongs to a value of '${shown}', not to the type` : `belongs to the type: ${shown}.${name}`
    return new ExpressionFault(`'${name}' ${how}.`, span)
  }
  const known = memberNames(type, isStatic, types)
  return new ExpressionFault(
    `'${shown}' has no member '${name}' that policies may use.${didYouMean(name, known)}`,
    span,
  )
}
