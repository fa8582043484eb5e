import { nearestName } from '../../document/nearest-name.ts'
import type { SoughtPlace } from '../completion/sought-place.ts'
import { type NetType, voidType } from '../net-types/net-type.ts'
import { isUnknownType, resolveTypeName } from '../net-types/resolve-type-name.ts'
import type { TypeName } from '../net-types/type-name.ts'
import type { TypeTable } from '../net-types/type-table.ts'
import { ExpressionFault } from '../syntax/syntax-fault.ts'
import type { ExpressionSyntax, LambdaSyntax, Span } from '../syntax/syntax-tree.ts'
import type { Bound } from './bound.ts'
import { defaultValueOf } from './default-value.ts'
import type { Evaluate } from './frame.ts'
import type { TriedLambda } from './lambdas.ts'
import { FunctionScope, type Local, type LocalFunction, Scope } from './scope.ts'
import { typesOf, type WellKnownTypes } from './well-known-types.ts'

/**
 * So many expressions are looked at while one is bound: overloads that take lambdas try each lambda several times, and
 * lambdas in lambdas multiply.
 */
const maxWork = 100_000

/** What is known while one policy expression is bound. */
export class Binder {
  readonly table: TypeTable
  readonly types: WellKnownTypes
  /** Names that some lambda or local function mentions: variables of these names may outlive their frame. */
  readonly captured: ReadonlySet<string>
  readonly faults: ExpressionFault[] = []
  /** Global identifiers: `context`. */
  readonly globals: ReadonlyMap<string, Bound>
  /** Lambdas that were tried, by where they stand and what they were tried with. */
  readonly lambdas = new WeakMap<Scope, Map<LambdaSyntax, Map<string, TriedLambda>>>()
  /** What stands before a `?.`, by its stand-in. */
  readonly receivers = new Map<ExpressionSyntax, Bound>()
  /** Members of the context that the expression mentions, as `Request.Body`. */
  readonly uses = new Set<string>()
  /** Who wants to know what may stand in a place; undefined when an expression is compiled. */
  readonly sought: SoughtPlace | undefined
  /** Something could not be bound because of a fault that was told already. */
  hasSilentFault = false
  #work = 0

  constructor(options: {
    readonly table: TypeTable
    readonly captured: ReadonlySet<string>
    readonly globals: ReadonlyMap<string, Bound>
    readonly sought?: SoughtPlace | undefined
  }) {
    this.table = options.table
    this.types = typesOf(options.table)
    this.captured = options.captured
    this.globals = options.globals
    this.sought = options.sought
  }

  countWork(at: Span): void {
    this.#work++
    if (this.#work > maxWork) throw new ExpressionFault('The expression is too complex.', at)
  }

  /** @throws ExpressionFault */
  resolveType(name: TypeName): NetType {
    const type = resolveTypeName(name, this.table)
    if (isUnknownType(type)) throw new ExpressionFault(type.message, type)
    if (type.kind === 'named' && (type.declaration.isHidden || type.declaration.kind === 'static')) {
      throw new ExpressionFault(`'${type.declaration.name}' cannot be used as a type here.`, name)
    }
    return type
  }

  /** Makes a variable and its name. @throws ExpressionFault when the name is taken */
  declare(scope: Scope, name: string, type: NetType, at: Span, more: VariableOptions = {}): Local {
    const known = scope.find(name)
    if (known !== undefined) {
      throw new ExpressionFault(`A variable named '${name}' is declared already.`, at)
    }
    const local = this.addLocal(scope, name, type, more)
    scope.add(name, local)
    return local
  }

  /** A variable that has no name in the code, or whose name the caller adds. */
  addLocal(
    scope: Scope,
    name: string,
    type: NetType,
    more: VariableOptions & { readonly isCell?: boolean } = {},
  ): Local {
    const isCell = more.isCell ?? this.captured.has(name)
    const slot = scope.of.addSlot()
    const { readOnly, constant, isReference = false, isUnset = false } = more
    const value = isCell || isUnset ? (defaultValueOf(type)?.value ?? null) : null
    if (isCell) scope.cells.push({ slot, initial: value })
    else if (isUnset) scope.of.initials.push({ slot, value })
    return { name, type, of: scope.of, slot, isCell, readOnly, constant, function: more.function, isReference }
  }

  /** Stands for a variable whose declaration has a fault. */
  failed(name: string, scope: Scope): Local {
    return {
      name,
      type: voidType,
      of: scope.of,
      slot: scope.of.addSlot(),
      isCell: true,
      readOnly: undefined,
      function: undefined,
      isReference: false,
      constant: undefined,
    }
  }

  /** How a variable is read from the function of the scope. */
  read(local: Local, scope: Scope): Evaluate {
    const slot = scope.of.slotOf(local)
    return local.isCell ? ({ slots }) => (slots[slot] as { value: unknown }).value : ({ slots }) => slots[slot]
  }

  /** How a variable is written. */
  write(local: Local, scope: Scope): (frame: Parameters<Evaluate>[0], value: unknown) => void {
    const slot = scope.of.slotOf(local)
    return local.isCell
      ? ({ slots }, value) => {
          ;(slots[slot] as { value: unknown }).value = value
        }
      : ({ slots }, value) => {
          slots[slot] = value
        }
  }

  /** What is wrong in a lambda that was tried. */
  lambdaFault(lambda: LambdaSyntax, scope: Scope): string | undefined {
    for (const tried of this.lambdas.get(scope)?.get(lambda)?.values() ?? []) {
      if (tried.kind === 'fault') return tried.fault.message
    }
    return undefined
  }

  newFunction(parent: Scope | undefined, returns: NetType | undefined): Scope {
    return new Scope(parent, new FunctionScope(parent?.of, returns))
  }
}

/** What a variable is beyond its name and type. */
interface VariableOptions {
  readonly readOnly?: string
  readonly constant?: { readonly value: unknown }
  readonly function?: LocalFunction
  readonly isReference?: boolean
  /** It may be read before it is written. */
  readonly isUnset?: boolean
}

/** ` Did you mean 'x'?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  return nearest === undefined ? '' : ` Did you mean '${nearest}'?`
}
