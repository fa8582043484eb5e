import type { Method } from '../net-types/linked-type.ts'
import { delegateOf, isSameType, type NetType, substitute, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ArgumentSyntax, ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { type Argument, prepareArguments } from './arguments.ts'
import { bindArguments, evaluateCall } from './bind-arguments.ts'
import { bindExpression } from './bind-expression.ts'
import { callLocalFunction } from './bind-function-call.ts'
import { folded, isImmutable, selfOf, unknownMember } from './bind-member.ts'
import { bindTarget } from './bind-name.ts'
import { bindNameOf } from './bind-name-of.ts'
import { type Binder, didYouMean } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import type { Evaluate } from './frame.ts'
import { invokerOf } from './invoke.ts'
import { type Found, findExtensions, findMethods, findProperty, memberNames } from './member-lookup.ts'
import { withValue } from './null-check.ts'
import { type Callee, type Choice, chooseOverload, tryOverloads } from './overloads.ts'
import type { Scope } from './scope.ts'

type CallSyntax = Extract<ExpressionSyntax, { kind: 'call' }>
type MemberCallee = Extract<ExpressionSyntax, { kind: 'member' }>

/** @throws ExpressionFault */
export function bindCall(syntax: CallSyntax, scope: Scope, binder: Binder): Bound {
  const { target, args } = syntax
  if (target.kind === 'name' && target.name === 'nameof' && scope.find('nameof') === undefined) {
    return bindNameOf(syntax, scope, binder)
  }
  if (target.kind === 'member') {
    const owner = bindTarget(target.target, scope, binder)
    if (owner.kind === 'namespace') {
      throw new ExpressionFault(`The type '${owner.name}.${target.name}' cannot be called.`, target)
    }
    if (owner.kind === 'type') return callStatic(owner.type, target, args, scope, binder)
    return callOnValue(owner.bound, target, args, scope, binder)
  }
  if (target.kind === 'name') {
    const local = scope.find(target.name)
    if (local !== undefined && 'function' in local && local.function !== undefined) {
      return callLocalFunction({ local, head: local.function }, args, target, scope, binder)
    }
    const isKnown = local !== undefined || binder.globals.has(target.name)
    if (!isKnown) throw unknownFunction(target.name, target, scope, binder)
  }
  return callDelegate(bindExpression(target, scope, binder), args, syntax, scope, binder)
}

function unknownFunction(name: string, at: ExpressionSyntax, scope: Scope, binder: Binder): ExpressionFault {
  if (binder.table.hasName(name)) {
    return new ExpressionFault(`'${name}' is a type: a value of it is made with new ${name}(…).`, at)
  }
  return new ExpressionFault(`The function '${name}' is not known here.${didYouMean(name, scope.names())}`, at)
}

function callStatic(
  type: NetType,
  target: MemberCallee,
  args: readonly ArgumentSyntax[],
  scope: Scope,
  binder: Binder,
): Bound {
  const methods = findMethods(type, target.name, true, binder.types)
  if (methods.length === 0) {
    const property = findProperty(type, target.name, true, binder.types)
    if (property !== undefined && delegateOf(property.member.type) === undefined) {
      throw new ExpressionFault(`'${target.name}' is a property of '${textOfType(type)}', not a method.`, target)
    }
    throw unknownMember(type, target.name, true, target, binder)
  }
  const prepared = prepareArguments(args, scope, binder)
  const typeArgs = target.typeArgs.map((arg) => binder.resolveType(arg))
  const choice = chooseOverload(methods.map(calleeOf), prepared, typeArgs, scope, binder, named(target))
  return finishCall(choice, undefined, scope, binder)
}

const named = ({ name, nameStart, end }: MemberCallee): { name: string; start: number; end: number } => ({
  name,
  start: nameStart,
  end: Math.max(end, nameStart + name.length),
})

export const calleeOf = (found: Found<Method>): Callee<Found<Method>> => ({
  member: found,
  parameters: found.member.parameters,
  typeParameters: found.member.typeParameters,
  by: found.by,
  distance: found.distance,
})

function callOnValue(
  target: Bound,
  syntax: MemberCallee,
  args: readonly ArgumentSyntax[],
  scope: Scope,
  binder: Binder,
): Bound {
  const { name } = syntax
  const { type } = target
  if (type.kind === 'void') throw new ExpressionFault('Nothing can be called on what returns no value.', syntax)
  if (name === 'Invoke' && delegateOf(type) !== undefined) return callDelegate(target, args, syntax, scope, binder)
  const methods = findMethods(type, name, false, binder.types)
  const property = methods.length === 0 ? propertyDelegate(target, syntax, scope, binder) : undefined
  if (property !== undefined) return callDelegate(property, args, syntax, scope, binder)
  const extensions = findExtensions(name, binder.types)
  if (methods.length === 0 && extensions.length === 0) throw unknownMember(type, name, false, syntax, binder)
  const prepared = prepareArguments(args, scope, binder)
  const typeArgs = syntax.typeArgs.map((arg) => binder.resolveType(arg))
  const own = tryOverloads(methods.map(calleeOf), prepared, typeArgs, scope, binder)
  if (own.choice !== undefined) return finishCall(own.choice, target, scope, binder)
  const self: Argument = { kind: 'value', name: undefined, syntax: syntax.target, bound: target }
  const all = [self, ...prepared]
  if (methods.length > 0) {
    const extended = tryOverloads(extensions.map(calleeOf), all, typeArgs, scope, binder)
    if (extended.choice !== undefined) return finishCall(extended.choice, undefined, scope, binder)
    chooseOverload(methods.map(calleeOf), prepared, typeArgs, scope, binder, named(syntax))
  }
  const takingIt = extensions.filter((found) => mayExtend(found, self, scope, binder))
  if (takingIt.length === 0) {
    const known = memberNames(type, false, binder.types).filter((other) => other !== name)
    const what = `'${textOfType(type)}' has no method '${name}' that policies may use.`
    throw new ExpressionFault(`${what}${didYouMean(name, known)}`, named(syntax))
  }
  const choice = chooseOverload(takingIt.map(calleeOf), all, typeArgs, scope, binder, named(syntax))
  return finishCall(choice, undefined, scope, binder)
}

/** Whether the extension method could be called on the value at all. */
function mayExtend(found: Found<Method>, self: Argument, scope: Scope, binder: Binder): boolean {
  const [first] = found.member.parameters
  if (first === undefined) return false
  const only = { ...calleeOf(found), parameters: [first], typeParameters: found.member.typeParameters }
  const used = only.typeParameters.filter(({ key }) => first.type.key.includes(key))
  return tryOverloads([{ ...only, typeParameters: used }], [self], [], scope, binder).choice !== undefined
}

function propertyDelegate(target: Bound, syntax: MemberCallee, scope: Scope, binder: Binder): Bound | undefined {
  const { type } = target
  const own = type.kind === 'anonymous' ? type.properties.find(({ name }) => name === syntax.name)?.type : undefined
  const found = own ?? findProperty(type, syntax.name, false, binder.types)?.member.type
  if (found === undefined) return undefined
  if (delegateOf(found) === undefined) {
    const hasExtension = findExtensions(syntax.name, binder.types).length > 0
    if (hasExtension) return undefined
    throw new ExpressionFault(`'${syntax.name}' is a property of '${textOfType(type)}', not a method.`, named(syntax))
  }
  return bindExpression(syntax, scope, binder)
}

/** Binds what was chosen: the arguments, then the call, counted as a step. */
export function finishCall(
  choice: Choice<Found<Method>>,
  target: Bound | undefined,
  scope: Scope,
  binder: Binder,
): Bound {
  const { member: found, by } = choice
  const { member: method, owner } = found
  binder.uses.add(`${owner.declaration.fullName}.${method.name}`)
  const type = substitute(method.returns, by)
  const invoker = invokerOf(method.implementation, [...owner.args, ...choice.typeArguments])
  const args = bindArguments(choice, scope, binder)
  const self = target === undefined ? undefined : selfOf(target, found, binder)
  const evaluate = evaluateCall(invoker, self?.evaluate, args)
  const constants = [...(self === undefined ? [] : [self]), ...args.values]
  const isFoldable =
    !invoker.needsRun &&
    args.outs.length === 0 &&
    isImmutable(type) &&
    constants.every(
      ({ constant, type: of }) => constant !== undefined && (isImmutable(of) || constant.value === null),
    ) &&
    (target?.constant === undefined || target.constant.value !== null)
  const counted = isSameType(type, binder.types.string) ? countedText(evaluate) : countedCall(evaluate)
  if (!isFoldable) return bound(type, counted)
  return folded(type, () => invoker.call(...constants.map(({ constant }) => constant?.value)), counted)
}

const countedCall =
  (evaluate: Evaluate): Evaluate =>
  (frame) => {
    frame.run.step()
    return evaluate(frame)
  }

const countedText =
  (evaluate: Evaluate): Evaluate =>
  (frame) => {
    frame.run.step()
    const text = evaluate(frame)
    if (typeof text === 'string') frame.run.charge(text.length)
    return text
  }

function callDelegate(
  target: Bound,
  args: readonly ArgumentSyntax[],
  at: ExpressionSyntax,
  scope: Scope,
  binder: Binder,
): Bound {
  const delegate = delegateOf(target.type)
  if (delegate === undefined) {
    throw new ExpressionFault(`A value of '${textOfType(target.type)}' cannot be called.`, at)
  }
  const callee: Callee<undefined> = {
    member: undefined,
    parameters: delegate.parameters.map((type, i) => ({
      name: `arg${i + 1}`,
      type,
      mode: 'value',
      defaultValue: undefined,
    })),
    typeParameters: [],
    by: new Map(),
    distance: 0,
  }
  const prepared = prepareArguments(args, scope, binder)
  const name = at.kind === 'call' && at.target.kind === 'name' ? at.target.name : textOfType(target.type)
  const choice = chooseOverload([callee], prepared, [], scope, binder, { name, start: at.start, end: at.end })
  const { values } = bindArguments(choice, scope, binder)
  const self = withValue(target)
  const evaluated = values.map(({ evaluate }) => evaluate)
  return bound(delegate.returns, (frame) => {
    const callIt = self(frame) as (...given: readonly unknown[]) => unknown
    return callIt(...evaluated.map((evaluate) => evaluate(frame)))
  })
}
