import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ArgumentSyntax, ExpressionSyntax } from '../syntax/syntax-tree.ts'
import { type Argument, prepareArguments } from './arguments.ts'
import { bindAssignable, type Place } from './assignable.ts'
import { bindArgument, bindSource } from './bind-arguments.ts'
import type { Binder } from './binder.ts'
import { type Bound, bound } from './bound.ts'
import { defaultValueOf } from './default-value.ts'
import type { Cell, Evaluate, Frame } from './frame.ts'
import { chooseOverload, type Source } from './overloads.ts'
import type { Local, LocalFunction, Scope } from './scope.ts'

/** What is handed to a parameter, and what becomes of a cell that was made for it when the call is done. */
interface Handed {
  readonly give: Evaluate
  readonly take?: (given: unknown) => void
}

/** A call of a local function by its name. @throws ExpressionFault */
export function callLocalFunction(
  { local, head }: { readonly local: Local; readonly head: LocalFunction },
  args: readonly ArgumentSyntax[],
  at: ExpressionSyntax & { readonly kind: 'name' },
  scope: Scope,
  binder: Binder,
): Bound {
  if (at.typeArgs.length > 0) throw new ExpressionFault(`'${at.name}' takes no type arguments.`, at)
  const { parameters, returns } = head
  const callee = { member: undefined, parameters, typeParameters: [], by: new Map(), distance: 0 }
  const prepared = prepareArguments(args, scope, binder)
  const span = { name: at.name, start: at.start, end: at.end }
  const { sources } = chooseOverload([callee], prepared, [], scope, binder, span)
  const handed = sources.map((source) => hand(source, scope, binder))
  const read = binder.read(local, scope)
  const takers = handed.flatMap(({ take }, i) => (take === undefined ? [] : [{ i, take }]))
  return bound(returns, (frame) => {
    const given = handed.map(({ give }) => give(frame))
    const call = read(frame) as (...given: readonly unknown[]) => unknown
    if (takers.length === 0) return call(...given)
    try {
      return call(...given)
    } finally {
      // What was written before an exception stays written.
      for (const { i, take } of takers) take(given[i])
    }
  })
}

function hand(source: Source, scope: Scope, binder: Binder): Handed {
  if (source.kind !== 'argument') return { give: bindSource(source, scope, binder).evaluate }
  const { argument, type } = source
  if (argument.kind === 'outVariable') {
    const initial = defaultValueOf(type)?.value ?? null
    if (argument.variable === undefined) return { give: (): Cell => ({ value: initial }) }
    const declared = binder.declare(scope, argument.variable, type, argument.syntax, { isUnset: true })
    const write = binder.write(declared, scope)
    const give = cellOf(declared, scope)
    return {
      give: (frame) => {
        write(frame, initial)
        return give(frame)
      },
    }
  }
  if (argument.kind === 'out' || argument.kind === 'ref') return handReference(argument, scope, binder)
  return { give: bindArgument(argument, type, scope, binder).evaluate }
}

/** The cell of a variable itself; of an element or a property one of its own, whose value is written back. */
function handReference({ syntax }: Extract<Argument, { kind: 'out' | 'ref' }>, scope: Scope, binder: Binder): Handed {
  const target = bindAssignable(syntax, scope, binder)
  const local = syntax.kind === 'name' ? scope.find(syntax.name) : undefined
  if (local !== undefined && !('holder' in local)) return { give: cellOf(local, scope) }
  if (syntax.kind === 'member') {
    throw new ExpressionFault('A property cannot be handed over by reference; put it into a variable before.', syntax)
  }
  return {
    give: (frame): Cell & { readonly place: Place } => {
      const place = target.prepare(frame)
      return { value: place.read(), place }
    },
    take: (given) => {
      const { value, place } = given as Cell & { readonly place: Place }
      place.write(value)
    },
  }
}

function cellOf(local: Local, scope: Scope): (frame: Frame) => unknown {
  if (!local.isCell) throw new Error(`The variable ${local.name} was not made for local functions.`)
  const slot = scope.of.slotOf(local)
  return ({ slots }) => slots[slot]
}
