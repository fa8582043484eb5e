import type { Parameter } from '../net-types/linked-type.ts'
import {
  delegateOf,
  isSameType,
  type NetType,
  type Substitution,
  substitute,
  type TypeParameter,
} from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { Span } from '../syntax/syntax-tree.ts'
import { type Argument, lambdaFor, whyNotFor } from './arguments.ts'
import type { Binder } from './binder.ts'
import { implicitConversion } from './conversions.ts'
import { inferTypeArguments } from './infer.ts'
import { tryLambda } from './lambdas.ts'
import { numericKindOf } from './numeric.ts'
import type { Scope } from './scope.ts'

/** Something that may be called: a method, constructor, indexer or delegate. */
export interface Callee<M> {
  readonly member: M
  readonly parameters: readonly Parameter[]
  readonly typeParameters: readonly TypeParameter[]
  /** Type arguments of what the member belongs to. */
  readonly by: Substitution
  readonly distance: number
}

/** Where the value of a parameter comes from. */
export type Source =
  | { readonly kind: 'argument'; readonly argument: Argument; readonly type: NetType }
  | { readonly kind: 'default'; readonly value: unknown; readonly type: NetType }
  /** `params`: the arguments become one array. */
  | { readonly kind: 'rest'; readonly arguments: readonly Argument[]; readonly element: NetType }

/** The callee that was chosen, with all of its types known. */
export interface Choice<M> {
  readonly member: M
  /** Type arguments of the owner and of the method. */
  readonly by: Substitution
  readonly typeArguments: readonly NetType[]
  readonly sources: readonly Source[]
}

interface Applicable<M> extends Choice<M> {
  readonly callee: Callee<M>
  readonly isExpanded: boolean
}

/**
 * Chooses among overloads as C# does.
 * @param typeArgs written type arguments; none = inferred
 * @param name for the sentence when none fits
 * @throws ExpressionFault
 * @see C# 7, 12.6.4
 */
export function chooseOverload<M>(
  callees: readonly Callee<M>[],
  args: readonly Argument[],
  typeArgs: readonly NetType[],
  scope: Scope,
  binder: Binder,
  at: Span & { readonly name: string },
): Choice<M> {
  const tried = tryOverloads(callees, args, typeArgs, scope, binder)
  if (tried.choice === undefined)
    throw new ExpressionFault(explain(tried.reasons, callees, args, at.name), tried.at ?? at)
  return tried.choice
}

export interface Tried<M> {
  readonly choice: Choice<M> | undefined
  /** Why each callee does not fit. */
  readonly reasons: readonly string[]
  readonly at: Span | undefined
}

export function tryOverloads<M>(
  callees: readonly Callee<M>[],
  args: readonly Argument[],
  typeArgs: readonly NetType[],
  scope: Scope,
  binder: Binder,
): Tried<M> {
  const applicable: Applicable<M>[] = []
  const reasons: string[] = []
  let at: Span | undefined
  for (const callee of callees) {
    const fit = fitCallee(callee, args, typeArgs, scope, binder)
    if ('why' in fit) {
      reasons.push(fit.why)
      at = callees.length === 1 ? fit.at : undefined
    } else applicable.push(fit)
  }
  let best: Applicable<M> | undefined
  for (const candidate of applicable) {
    if (best === undefined || compare(candidate, best, args, scope, binder) < 0) best = candidate
  }
  return { choice: best, reasons, at }
}

type Misfit = { readonly why: string; readonly at: Span | undefined }

function fitCallee<M>(
  callee: Callee<M>,
  args: readonly Argument[],
  typeArgs: readonly NetType[],
  scope: Scope,
  binder: Binder,
): Applicable<M> | Misfit {
  const normal = fitForm(callee, args, typeArgs, false, scope, binder)
  const canExpand = callee.parameters.at(-1)?.mode === 'params'
  if (!('why' in normal) || !canExpand) return normal
  return fitForm(callee, args, typeArgs, true, scope, binder)
}

function fitForm<M>(
  callee: Callee<M>,
  args: readonly Argument[],
  typeArgs: readonly NetType[],
  isExpanded: boolean,
  scope: Scope,
  binder: Binder,
): Applicable<M> | Misfit {
  const { typeParameters, by } = callee
  const parameters = callee.parameters.map((parameter) => ({ ...parameter, type: substitute(parameter.type, by) }))
  const sources = assignArguments(parameters, args, isExpanded)
  if (typeof sources === 'string') return { why: sources, at: undefined }
  let own: Substitution = new Map()
  if (typeParameters.length > 0) {
    if (typeArgs.length > 0 && typeArgs.length !== typeParameters.length) {
      return { why: `it takes ${typeParameters.length} type arguments`, at: undefined }
    }
    const pairs = sources.flatMap((source) => {
      if (source.kind === 'argument') return [{ argument: source.argument, type: source.type }]
      return source.kind === 'rest' ? source.arguments.map((argument) => ({ argument, type: source.element })) : []
    })
    const inferred =
      typeArgs.length > 0
        ? new Map(typeParameters.map(({ key }, i) => [key, typeArgs[i] ?? binder.types.object]))
        : inferTypeArguments(typeParameters, pairs, scope, binder)
    if (inferred === undefined) {
      return {
        why:
          whyLambdaFails(sources, scope, binder) ?? 'its type arguments cannot be inferred; write them: Name<Type>(…)',
        at: undefined,
      }
    }
    own = inferred
  } else if (typeArgs.length > 0) return { why: 'it takes no type arguments', at: undefined }
  const closed = sources.map(
    (source): Source =>
      source.kind === 'rest'
        ? { ...source, element: substitute(source.element, own) }
        : { ...source, type: substitute(source.type, own) },
  )
  for (const [i, source] of closed.entries()) {
    const mode = parameters[i]?.mode ?? 'value'
    const given = source.kind === 'argument' ? [source.argument] : source.kind === 'rest' ? source.arguments : []
    const type = source.kind === 'rest' ? source.element : source.type
    for (const argument of given) {
      const why = whyNotFor(argument, type, mode, scope, binder)
      if (why !== undefined) return { why, at: argument.syntax }
    }
  }
  const all = own.size === 0 ? by : new Map([...by, ...own])
  const typeArguments = typeParameters.map(({ key }) => own.get(key) ?? binder.types.object)
  return { callee, member: callee.member, by: all, typeArguments, sources: closed, isExpanded }
}

/** What is wrong inside of a lambda says more than that its type could not be inferred. */
function whyLambdaFails(sources: readonly Source[], scope: Scope, binder: Binder): string | undefined {
  for (const source of sources) {
    if (source.kind !== 'argument' || source.argument.kind !== 'lambda') continue
    const known = binder.lambdaFault(source.argument.lambda, scope)
    if (known !== undefined) return known
  }
  return undefined
}

/** @returns a sentence when the arguments do not go into the parameters */
function assignArguments(
  parameters: readonly Parameter[],
  args: readonly Argument[],
  isExpanded: boolean,
): readonly Source[] | string {
  const sources: (Source | undefined)[] = parameters.map(() => undefined)
  const rest: Argument[] = []
  const last = parameters.length - 1
  for (const [i, argument] of args.entries()) {
    const at = argument.name === undefined ? i : parameters.findIndex(({ name }) => name === argument.name)
    if (at < 0) return `it has no parameter named '${argument.name}'`
    if (isExpanded && at >= last && argument.name === undefined) {
      rest.push(argument)
      continue
    }
    const parameter = parameters[at]
    if (parameter === undefined) return countOf(parameters, args)
    if (sources[at] !== undefined) return `the parameter '${parameter.name}' is given twice`
    sources[at] = { kind: 'argument', argument, type: parameter.type }
  }
  for (const [i, parameter] of parameters.entries()) {
    if (sources[i] !== undefined) continue
    if (isExpanded && i === last && parameter.type.kind === 'array') {
      sources[i] = { kind: 'rest', arguments: rest, element: parameter.type.element }
    } else if (parameter.defaultValue !== undefined) {
      sources[i] = { kind: 'default', value: parameter.defaultValue.value, type: parameter.type }
    } else return countOf(parameters, args)
  }
  return sources as Source[]
}

const countOf = (parameters: readonly Parameter[], args: readonly Argument[]): string => {
  const required = parameters.filter(({ defaultValue, mode }) => defaultValue === undefined && mode !== 'params').length
  const counts = required === parameters.length ? `${required}` : `${required} to ${parameters.length}`
  return `it takes ${counts} argument${counts === '1' ? '' : 's'}, not ${args.length}`
}

/** Below 0: the first is better. */
function compare<M>(
  a: Applicable<M>,
  b: Applicable<M>,
  args: readonly Argument[],
  scope: Scope,
  binder: Binder,
): number {
  let preference = 0
  for (const argument of args) {
    const typeA = typeFor(argument, a)
    const typeB = typeFor(argument, b)
    if (typeA === undefined || typeB === undefined) continue
    const better = betterConversion(argument, typeA, typeB, scope, binder)
    if (better === 0) continue
    if (preference !== 0 && Math.sign(better) !== Math.sign(preference)) {
      preference = 0
      break
    }
    preference = better
  }
  if (preference !== 0) return preference
  return (
    a.callee.distance - b.callee.distance ||
    a.callee.typeParameters.length - b.callee.typeParameters.length ||
    Number(a.isExpanded) - Number(b.isExpanded) ||
    defaults(a) - defaults(b) ||
    specificity(b) - specificity(a)
  )
}

const defaults = <M>({ sources }: Applicable<M>): number => sources.filter(({ kind }) => kind === 'default').length

/** Parameters that are not a bare type parameter say more. */
const specificity = <M>({ callee }: Applicable<M>): number =>
  callee.parameters.filter(({ type }) => type.kind !== 'parameter').length

function typeFor<M>(argument: Argument, { sources }: Applicable<M>): NetType | undefined {
  for (const source of sources) {
    if (source.kind === 'argument' && source.argument === argument) return source.type
    if (source.kind === 'rest' && source.arguments.includes(argument)) return source.element
  }
  return undefined
}

function betterConversion(argument: Argument, a: NetType, b: NetType, scope: Scope, binder: Binder): number {
  if (isSameType(a, b)) return 0
  if (argument.kind === 'value') {
    if (isSameType(argument.bound.type, a)) return -1
    if (isSameType(argument.bound.type, b)) return 1
    return betterTarget(a, b, binder)
  }
  if (argument.kind !== 'lambda' && argument.kind !== 'group') return betterTarget(a, b, binder)
  const delegateA = delegateOf(a)
  const delegateB = delegateOf(b)
  const lambda = lambdaFor(argument, a)
  if (delegateA === undefined || delegateB === undefined || lambda === undefined) return 0
  if (delegateA.returns.kind === 'void' || delegateB.returns.kind === 'void') {
    return Number(delegateA.returns.kind === 'void') - Number(delegateB.returns.kind === 'void')
  }
  const tried = tryLambda(lambda, delegateA.parameters, undefined, scope, binder)
  if (tried.kind === 'fault') return 0
  if (isSameType(tried.returns, delegateA.returns)) return isSameType(delegateA.returns, delegateB.returns) ? 0 : -1
  if (isSameType(tried.returns, delegateB.returns)) return 1
  return betterTarget(delegateA.returns, delegateB.returns, binder)
}

/** The narrower of two types, and of two numbers the signed one. @see C# 7, 12.6.4.7 */
function betterTarget(a: NetType, b: NetType, binder: Binder): number {
  const toB = implicitConversion(a, b, binder.types) !== undefined
  const toA = implicitConversion(b, a, binder.types) !== undefined
  if (toB !== toA) return toB ? -1 : 1
  const kindA = numericKindOf(a)
  const kindB = numericKindOf(b)
  if (kindA === undefined || kindB === undefined) return 0
  const isSigned = (kind: string): boolean => ['sbyte', 'short', 'int', 'long'].includes(kind)
  const isUnsigned = (kind: string): boolean => ['byte', 'ushort', 'uint', 'ulong'].includes(kind)
  if (isSigned(kindA) && isUnsigned(kindB)) return -1
  return isSigned(kindB) && isUnsigned(kindA) ? 1 : 0
}

function explain<M>(
  reasons: readonly string[],
  callees: readonly Callee<M>[],
  args: readonly Argument[],
  name: string,
): string {
  const distinct = [...new Set(reasons)]
  const [only = 'it does not fit'] = distinct
  if (callees.length === 1) return `'${name}' cannot be called so: ${only.replace(/\.$/, '')}.`
  const telling = distinct.filter((reason) => !reason.startsWith('it takes'))
  const told = (telling.length > 0 ? telling : distinct).slice(0, 3).map((reason) => reason.replace(/\.$/, ''))
  return `No overload of '${name}' takes these ${args.length} arguments: ${told.join('; ')}.`
}
