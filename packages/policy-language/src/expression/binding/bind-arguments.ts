import type { NetType } from '../net-types/net-type.ts'
import type { Argument } from './arguments.ts'
import { writeTarget } from './assignable.ts'
import { bindTo } from './bind-expression.ts'
import type { Binder } from './binder.ts'
import { type Bound, boundConstant } from './bound.ts'
import { convertBound } from './convert-bound.ts'
import type { Evaluate, Frame } from './frame.ts'
import type { Invoker } from './invoke.ts'
import { invokeWith } from './invoke.ts'
import type { Choice, Source } from './overloads.ts'
import type { Scope } from './scope.ts'

/** Where the value of an `out` argument goes after the call. */
interface Out {
  readonly at: number
  readonly write: (frame: Frame, value: unknown) => void
}

export interface BoundArguments {
  readonly values: readonly Bound[]
  readonly outs: readonly Out[]
}

/** The values for the parameters of the chosen callee, in their order. @throws ExpressionFault */
export function bindArguments<M>(choice: Choice<M>, scope: Scope, binder: Binder): BoundArguments {
  const outs: Out[] = []
  const values = choice.sources.map((source, at) => {
    if (source.kind !== 'argument') return bindSource(source, scope, binder)
    const { argument, type } = source
    if (argument.kind === 'out' || argument.kind === 'ref') {
      outs.push({ at, write: writeTarget(argument.syntax, scope, binder) })
      return boundConstant(type, undefined)
    }
    if (argument.kind === 'outVariable') {
      outs.push({ at, write: outVariable(argument, type, scope, binder) })
      return boundConstant(type, undefined)
    }
    return bindArgument(argument, type, scope, binder)
  })
  return { values, outs }
}

function outVariable(
  { variable, syntax }: Extract<Argument, { kind: 'outVariable' }>,
  type: NetType,
  scope: Scope,
  binder: Binder,
): Out['write'] {
  if (variable === undefined) return () => undefined
  return binder.write(binder.declare(scope, variable, type, syntax, { isUnset: true }), scope)
}

export function bindArgument(argument: Argument, type: NetType, scope: Scope, binder: Binder): Bound {
  if (argument.kind === 'value') return convertBound(argument.bound, type, argument.syntax, binder)
  return bindTo(argument.syntax, type, scope, binder)
}

/** The value of a parameter for which nothing was written, or several values. @throws ExpressionFault */
export function bindSource(source: Exclude<Source, { kind: 'argument' }>, scope: Scope, binder: Binder): Bound {
  if (source.kind === 'default') return boundConstant(source.type, source.value)
  const { element } = source
  const items = source.arguments.map((argument) => bindArgument(argument, element, scope, binder).evaluate)
  const isBytes = element.kind === 'named' && element.declaration.keyword === 'byte'
  return {
    type: element,
    constant: undefined,
    evaluate: (frame) => {
      frame.run.charge(items.length)
      const values = items.map((item) => item(frame))
      return isBytes ? Uint8Array.from(values as number[]) : values
    },
  }
}

/** The call itself, with the values of `out` arguments written when it is done. */
export function evaluateCall(invoker: Invoker, self: Evaluate | undefined, { values, outs }: BoundArguments): Evaluate {
  const args = values.map(({ evaluate }) => evaluate)
  if (outs.length === 0) return invokeWith(invoker, self === undefined ? args : [self, ...args])
  const { needsRun, call } = invoker
  return (frame) => {
    const given: unknown[] = needsRun ? [frame.run] : []
    if (self !== undefined) given.push(self(frame))
    const first = given.length
    for (const arg of args) given.push(arg(frame))
    for (const { at } of outs) given[first + at] = { value: null }
    const result = call(...given)
    for (const { at, write } of outs) write(frame, (given[first + at] as { readonly value: unknown }).value)
    return result
  }
}
