import {
  delegateOf,
  isSameType,
  isValueType,
  mentionsParameter,
  type NetType,
  type Substitution,
  substitute,
  type TypeParameter,
  underlyingOf,
} from '../types/net-type.ts'
import { type Argument, lambdaFor } from './arguments.ts'
import type { Binder } from './binder.ts'
import { implicitConversion } from './conversions.ts'
import { tryLambda } from './lambdas.ts'
import type { Scope } from './scope.ts'
import { supertypesOf } from './type-relations.ts'
import type { WellKnownTypes } from './well-known-types.ts'

type Bounds = Map<string, { readonly exact: NetType[]; readonly lower: NetType[]; readonly upper: NetType[] }>

/** An argument and the type of the parameter it is for, which may mention what is to be inferred. */
export interface Pair {
  readonly argument: Argument
  readonly type: NetType
}

/**
 * Finds the type arguments of a generic method from its arguments: first from values, then from the results of lambdas
 * whose parameters are known by then.
 * @returns undefined when one cannot be found
 * @see C# 7, 12.6.3
 */
export function inferTypeArguments(
  parameters: readonly TypeParameter[],
  pairs: readonly Pair[],
  scope: Scope,
  binder: Binder,
): Substitution | undefined {
  const bounds: Bounds = new Map(parameters.map(({ key }) => [key, { exact: [], lower: [], upper: [] }]))
  const fixed = new Map<string, NetType>()
  for (const { argument, type } of pairs) {
    if (argument.kind === 'value') inferLower(argument.bound.type, type, bounds, binder.types)
    else if (argument.kind === 'out') inferExact(argument.bound.type, type, bounds, binder.types)
    else if (argument.kind === 'outVariable' && argument.type !== undefined) {
      inferExact(argument.type, type, bounds, binder.types)
    } else if (argument.kind === 'lambda') inferFromWrittenTypes(argument, type, bounds, binder)
  }
  let waiting = pairs.filter(({ argument }) => argument.kind === 'lambda' || argument.kind === 'group')
  for (;;) {
    const ready = waiting.filter(({ type }) => areInputsKnown(type, bounds, fixed))
    if (ready.length === 0) break
    waiting = waiting.filter((pair) => !ready.includes(pair))
    for (const { argument, type } of ready) {
      if (argument.kind !== 'lambda' && argument.kind !== 'group') continue
      const delegate = delegateOf(type)
      const lambda = lambdaFor(argument, type)
      if (delegate === undefined || lambda === undefined) return undefined
      for (const input of delegate.parameters) fixMentioned(input, bounds, fixed, binder.types)
      const inputs = delegate.parameters.map((input) => substitute(input, fixed))
      if (inputs.some(mentionsParameter)) return undefined
      const tried = tryLambda(lambda, inputs, undefined, scope, binder)
      if (tried.kind === 'fault') return undefined
      inferLower(tried.returns, delegate.returns, bounds, binder.types)
    }
  }
  for (const parameter of parameters) {
    if (!fix(parameter.key, bounds, fixed, binder.types)) return undefined
  }
  return fixed
}

/** `(int x) => …` says what its parameters are. */
function inferFromWrittenTypes(
  { lambda }: Extract<Argument, { kind: 'lambda' }>,
  type: NetType,
  bounds: Bounds,
  binder: Binder,
): void {
  delegateOf(type)?.parameters.forEach((parameter, i) => {
    const written = lambda.parameters[i]?.type
    if (written !== undefined) inferExact(binder.resolveType(written), parameter, bounds, binder.types)
  })
}

const hasBounds = (key: string, bounds: Bounds): boolean => {
  const { exact, lower, upper } = bounds.get(key) ?? { exact: [], lower: [], upper: [] }
  return exact.length + lower.length + upper.length > 0
}

function areInputsKnown(type: NetType, bounds: Bounds, fixed: ReadonlyMap<string, NetType>): boolean {
  const inputs = delegateOf(type)?.parameters ?? []
  return inputs.every((input) =>
    parametersIn(input).every((key) => fixed.has(key) || !bounds.has(key) || hasBounds(key, bounds)),
  )
}

function parametersIn(type: NetType): readonly string[] {
  if (type.kind === 'parameter') return [type.key]
  if (type.kind === 'array') return parametersIn(type.element)
  return type.kind === 'named' ? type.args.flatMap(parametersIn) : []
}

function fixMentioned(type: NetType, bounds: Bounds, fixed: Map<string, NetType>, types: WellKnownTypes): void {
  for (const key of parametersIn(type)) if (bounds.has(key)) fix(key, bounds, fixed, types)
}

/** Chooses the type to which all that is known of it can be converted. */
function fix(key: string, bounds: Bounds, fixed: Map<string, NetType>, types: WellKnownTypes): boolean {
  if (fixed.has(key)) return true
  const { exact, lower, upper } = bounds.get(key) ?? { exact: [], lower: [], upper: [] }
  const candidates = [...exact, ...lower, ...upper].filter(
    (one) => one.kind !== 'null' && one.kind !== 'void' && one.kind !== 'never',
  )
  const [best] = candidates.filter(
    (candidate) =>
      exact.every((one) => isSameType(one, candidate)) &&
      lower.every((one) => implicitConversion(one, candidate, types)?.isUserDefined === false) &&
      upper.every((one) => implicitConversion(candidate, one, types)?.isUserDefined === false),
  )
  if (best === undefined) return false
  fixed.set(key, best)
  return true
}

function inferExact(from: NetType, to: NetType, bounds: Bounds, types: WellKnownTypes): void {
  if (to.kind === 'parameter') {
    bounds.get(to.key)?.exact.push(from)
    return
  }
  if (to.kind === 'array' && from.kind === 'array') inferExact(from.element, to.element, bounds, types)
  if (to.kind === 'named' && from.kind === 'named' && to.declaration === from.declaration) {
    to.args.forEach((arg, i) => {
      const own = from.args[i]
      if (own !== undefined) inferExact(own, arg, bounds, types)
    })
  }
}

function inferLower(from: NetType, to: NetType, bounds: Bounds, types: WellKnownTypes): void {
  if (to.kind === 'parameter') {
    bounds.get(to.key)?.lower.push(from)
    return
  }
  if (to.kind === 'array') {
    if (from.kind !== 'array') return
    if (isValueType(from.element)) inferExact(from.element, to.element, bounds, types)
    else inferLower(from.element, to.element, bounds, types)
    return
  }
  if (to.kind !== 'named' || !mentionsParameter(to)) return
  const target = underlyingOf(to)
  if (target !== undefined) {
    inferLower(underlyingOf(from) ?? from, target, bounds, types)
    return
  }
  const matching = supertypesOf(from, types).filter((one) => one.declaration === to.declaration)
  const [own] = matching
  if (own === undefined || matching.length > 1) return
  to.args.forEach((arg, i) => {
    const given = own.args[i]
    const variance = to.declaration.parameters[i]?.variance
    if (given === undefined) return
    if (variance === 'out' && !isValueType(given)) inferLower(given, arg, bounds, types)
    else if (variance === 'in' && !isValueType(given)) inferUpper(given, arg, bounds, types)
    else inferExact(given, arg, bounds, types)
  })
}

function inferUpper(from: NetType, to: NetType, bounds: Bounds, types: WellKnownTypes): void {
  if (to.kind === 'parameter') bounds.get(to.key)?.upper.push(from)
  else inferExact(from, to, bounds, types)
}
