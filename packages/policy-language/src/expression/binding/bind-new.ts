import type { Method } from '../net-types/linked-type.ts'
import { isEnum, type NetType, substitute, substitutionOf, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, InitializerItemSyntax, InitializerSyntax } from '../syntax/syntax-tree.ts'
import { prepareArguments, prepareValue } from './arguments.ts'
import { bindArguments, evaluateCall } from './bind-arguments.ts'
import { calleeOf } from './bind-call.ts'
import { bindTo } from './bind-expression.ts'
import { unknownMember } from './bind-member.ts'
import { type Binder, didYouMean } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { defaultValueOf } from './default-value.ts'
import type { Frame } from './frame.ts'
import { invokerOf } from './invoke.ts'
import { type Found, findIndexers, findMethods, findProperty, memberNames } from './member-lookup.ts'
import { type Callee, chooseOverload } from './overloads.ts'
import type { Scope } from './scope.ts'

/** `new T(…) { … }`. @throws ExpressionFault */
export function bindNew(
  syntax: Extract<ExpressionSyntax, { kind: 'new' }>,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Bound {
  const made = construct(syntax, type, scope, binder)
  binder.uses.add(`new ${type.kind === 'named' ? type.declaration.fullName : type.key}`)
  return syntax.initializer === undefined ? made : initialize(made, syntax.initializer, scope, binder)
}

function construct(
  syntax: Extract<ExpressionSyntax, { kind: 'new' }>,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Bound {
  if (type.kind !== 'named') throw new ExpressionFault(`'${textOfType(type)}' cannot be made with new.`, syntax)
  const { constructors, kind } = type.declaration
  const [only] = syntax.args
  if (kind === 'delegate' && only !== undefined && syntax.args.length === 1)
    return bindTo(only.value, type, scope, binder)
  if (constructors.length === 0) {
    if ((kind === 'struct' || isEnum(type)) && syntax.args.length === 0) {
      const empty = defaultValueOf(type)
      if (empty !== undefined) return bound(type, () => empty.value)
    }
    const why = kind === 'interface' ? 'it is an interface' : 'policies may not make one'
    throw new ExpressionFault(`'${textOfType(type)}' cannot be made with new: ${why}.`, syntax)
  }
  const by = substitutionOf(type)
  const callees = constructors.map(
    (member): Callee<Method> => ({ member, parameters: member.parameters, typeParameters: [], by, distance: 0 }),
  )
  const args = prepareArguments(syntax.args, scope, binder)
  const at = { name: textOfType(type), start: syntax.start, end: syntax.end }
  const choice = chooseOverload(callees, args, [], scope, binder, at)
  const invoker = invokerOf(choice.member.implementation, type.args)
  const evaluate = evaluateCall(invoker, undefined, bindArguments(choice, scope, binder))
  return bound(type, (frame) => {
    frame.run.step()
    frame.run.charge(1)
    return evaluate(frame)
  })
}

type Apply = (frame: Frame, of: unknown) => void

function initialize(made: Bound, initializer: InitializerSyntax, scope: Scope, binder: Binder): Bound {
  const steps = initializer.items.map((item) => initializerStep(item, made.type, scope, binder))
  const { evaluate } = made
  return bound(made.type, (frame) => {
    const value = evaluate(frame)
    for (const step of steps) step(frame, value)
    return value
  })
}

function initializerStep(item: InitializerItemSyntax, type: NetType, scope: Scope, binder: Binder): Apply {
  switch (item.kind) {
    case 'member':
      return memberStep(item, type, scope, binder)
    case 'index':
      return indexStep(item, type, scope, binder)
    case 'add':
      return addStep(item, type, scope, binder)
  }
}

function memberStep(
  item: Extract<InitializerItemSyntax, { kind: 'member' }>,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Apply {
  const found = findProperty(type, item.name, false, binder.types)
  const at = { start: item.start, end: item.start + item.name.length, nameStart: item.start }
  if (found === undefined) {
    const known = memberNames(type, false, binder.types)
    if (findMethods(type, item.name, false, binder.types).length > 0)
      throw unknownMember(type, item.name, false, at, binder)
    throw new ExpressionFault(
      `'${textOfType(type)}' has no property '${item.name}'.${didYouMean(item.name, known)}`,
      at,
    )
  }
  const of = substitute(found.member.type, found.by)
  if (!('kind' in item.value)) {
    const { items } = item.value
    const getter = found.member.get
    if ('constant' in getter) throw new ExpressionFault(`'${item.name}' cannot be filled.`, at)
    const { needsRun, call } = invokerOf(getter, found.owner.args)
    const steps = items.map((inner) => initializerStep(inner, of, scope, binder))
    return (frame, self) => {
      const value = needsRun ? call(frame.run, self) : call(self)
      for (const step of steps) step(frame, value)
    }
  }
  if (found.member.set === undefined) {
    throw new ExpressionFault(`'${textOfType(type)}.${item.name}' cannot be assigned: it is read-only.`, at)
  }
  const { needsRun, call } = invokerOf(found.member.set, found.owner.args)
  const { evaluate } = bindTo(item.value, of, scope, binder)
  return (frame, self) => {
    const value = evaluate(frame)
    if (needsRun) call(frame.run, self, value)
    else call(self, value)
  }
}

function indexStep(
  item: Extract<InitializerItemSyntax, { kind: 'index' }>,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Apply {
  const callees = findIndexers(type, binder.types).map((found) => ({
    member: found,
    parameters: found.member.parameters,
    typeParameters: [],
    by: found.by,
    distance: found.distance,
  }))
  if (callees.length === 0) throw new ExpressionFault(`'${textOfType(type)}' takes no index in square brackets.`, item)
  const args = prepareArguments(item.args, scope, binder)
  const choice = chooseOverload(callees, args, [], scope, binder, { name: 'this[]', start: item.start, end: item.end })
  const { member: indexer, owner } = choice.member
  if (indexer.set === undefined) throw new ExpressionFault(`Elements of '${textOfType(type)}' are read-only.`, item)
  const { needsRun, call } = invokerOf(indexer.set, owner.args)
  const keys = bindArguments(choice, scope, binder).values.map(({ evaluate }) => evaluate)
  const { evaluate } = bindTo(item.value, substitute(indexer.type, choice.by), scope, binder)
  return (frame, self) => {
    const given = [self, ...keys.map((key) => key(frame)), evaluate(frame)]
    if (needsRun) call(frame.run, ...given)
    else call(...given)
  }
}

/** `{ a, b }` calls `Add` for each. */
function addStep(
  item: Extract<InitializerItemSyntax, { kind: 'add' }>,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Apply {
  const methods = findMethods(type, 'Add', false, binder.types)
  if (methods.length === 0) {
    throw new ExpressionFault(`'${textOfType(type)}' has no method 'Add': it cannot be filled by a list.`, item)
  }
  const args = item.args.map((value) => prepareValue(value, undefined, scope, binder))
  const at = { name: 'Add', start: item.start, end: item.end }
  const choice = chooseOverload(methods.map(calleeOf), args, [], scope, binder, at)
  const found: Found<Method> = choice.member
  const typeArgs = [...found.owner.args, ...choice.typeArguments]
  const { needsRun, call } = invokerOf(found.member.implementation, typeArgs)
  const values = bindArguments(choice, scope, binder).values.map(({ evaluate }) => evaluate)
  return (frame, self) => {
    const given = [self, ...values.map((value) => value(frame))]
    if (needsRun) call(frame.run, ...given)
    else call(...given)
  }
}
