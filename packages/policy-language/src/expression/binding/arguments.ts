import type { Parameter } from '../net-types/linked-type.ts'
import { delegateOf, isSameType, type NetType, textOfType } from '../net-types/net-type.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ArgumentSyntax, ExpressionSyntax, LambdaSyntax } from '../syntax/syntax-tree.ts'
import { bindExpression } from './bind-expression.ts'
import { isMethodGroup, lambdaOfGroup } from './bind-method-group.ts'
import type { Binder } from './binder.ts'
import type { Bound } from './bound.ts'
import { type Conversion, implicitConversion } from './conversions.ts'
import { tryLambda } from './lambdas.ts'
import type { Scope } from './scope.ts'

/** An argument as far as it is known before it is known which parameter it is for. */
export type Argument = {
  readonly name: string | undefined
  readonly syntax: ExpressionSyntax
} & (
  | { readonly kind: 'value'; readonly bound: Bound }
  | { readonly kind: 'lambda'; readonly lambda: LambdaSyntax }
  /** The name of a method, where a delegate is expected. */
  | { readonly kind: 'group' }
  /** Its type follows from the parameter: `default`, `new()`, `throw …`. */
  | { readonly kind: 'target' }
  /** `out var x`: the type follows from the parameter unless it is written. */
  | { readonly kind: 'outVariable'; readonly type: NetType | undefined; readonly variable: string | undefined }
  | { readonly kind: 'out' | 'ref'; readonly bound: Bound }
)

/** @throws ExpressionFault */
export const prepareArguments = (args: readonly ArgumentSyntax[], scope: Scope, binder: Binder): readonly Argument[] =>
  args.map((argument) => prepareArgument(argument, scope, binder))

function prepareArgument({ name, mode, value }: ArgumentSyntax, scope: Scope, binder: Binder): Argument {
  const common = { name, syntax: value }
  if (value.kind === 'declaration') {
    const type = value.type === undefined ? undefined : binder.resolveType(value.type)
    return { ...common, kind: 'outVariable', type, variable: value.name }
  }
  if (mode !== 'value') return { ...common, kind: mode, bound: bindExpression(value, scope, binder) }
  return prepareValue(value, name, scope, binder)
}

/** @throws ExpressionFault */
export function prepareValue(
  value: ExpressionSyntax,
  name: string | undefined,
  scope: Scope,
  binder: Binder,
): Argument {
  const common = { name, syntax: value }
  if (value.kind === 'lambda') return { ...common, kind: 'lambda', lambda: value }
  if (isMethodGroup(value, scope, binder)) return { ...common, kind: 'group' }
  const isTargetTyped =
    value.kind === 'throw' ||
    (value.kind === 'default' && value.type === undefined) ||
    (value.kind === 'new' && value.type === undefined)
  if (isTargetTyped) return { ...common, kind: 'target' }
  return { ...common, kind: 'value', bound: bindExpression(value, scope, binder) }
}

/** Whether the argument may be given for a parameter of the type; a sentence says why not. */
export function whyNotFor(
  argument: Argument,
  type: NetType,
  mode: Parameter['mode'],
  scope: Scope,
  binder: Binder,
): string | undefined {
  const isReference = mode === 'out' || mode === 'ref'
  switch (argument.kind) {
    case 'value':
      if (isReference) return `the argument needs '${mode}' before it`
      return conversionFor(argument.bound, type, binder) === undefined
        ? cannotConvert(argument.bound.type, type)
        : undefined
    case 'out':
    case 'ref':
      if (mode !== argument.kind) return misplaced(argument.kind, mode)
      return isSameType(argument.bound.type, type) ? undefined : cannotConvert(argument.bound.type, type)
    case 'outVariable':
      if (mode !== 'out') return misplaced('out', mode)
      return argument.type === undefined || isSameType(argument.type, type)
        ? undefined
        : cannotConvert(argument.type, type)
    case 'target':
      return isReference ? `the argument needs '${mode}' before it` : undefined
    case 'lambda':
    case 'group': {
      const lambda = lambdaFor(argument, type)
      if (lambda === undefined)
        return `a ${argument.kind === 'lambda' ? 'lambda' : 'method'} is no '${textOfType(type)}'`
      const delegate = delegateOf(type)
      if (delegate === undefined) return `a lambda is no '${textOfType(type)}'`
      const tried = tryLambda(lambda, delegate.parameters, delegate.returns, scope, binder)
      return tried.kind === 'fault' ? tried.fault.message : undefined
    }
  }
}

const misplaced = (written: 'out' | 'ref', mode: Parameter['mode']): string =>
  mode === 'out' || mode === 'ref'
    ? `the argument needs '${mode}' before it`
    : `the argument is not to be written with '${written}'`

export const conversionFor = ({ type: from, constant }: Bound, to: NetType, binder: Binder): Conversion | undefined =>
  implicitConversion(from, to, binder.types, constant)

export const cannotConvert = (from: NetType, to: NetType): string =>
  `'${textOfType(from)}' cannot be converted to '${textOfType(to)}'${isMissingCast(from, to) ? ' without a cast' : ''}`

const isMissingCast = (from: NetType, to: NetType): boolean =>
  from.kind === 'named' &&
  (from.declaration.keyword === 'object' || to.kind === 'named') &&
  from.declaration.kind !== 'static'

/** The lambda that the argument is, or that calls the method it names, when the type is a delegate of as many parameters. */
export function lambdaFor(
  argument: Extract<Argument, { kind: 'lambda' | 'group' }>,
  type: NetType,
): LambdaSyntax | undefined {
  const count = delegateOf(type)?.parameters.length
  if (count === undefined) return undefined
  if (argument.kind === 'group') return lambdaOfGroup(argument.syntax, count)
  return argument.lambda.parameters.length === count ? argument.lambda : undefined
}

/** @throws ExpressionFault when the method takes no lambda there */
export function requireDelegate(type: NetType, at: ExpressionSyntax): NonNullable<ReturnType<typeof delegateOf>> {
  const delegate = delegateOf(type)
  if (delegate === undefined) throw new ExpressionFault(`A lambda is no '${textOfType(type)}'.`, at)
  return delegate
}
