import type { Parameter } from '../net-types/linked-type.ts'
import type { NetType } from '../net-types/net-type.ts'
import type { ExpressionSyntax, Span } from '../syntax/syntax-tree.ts'
import type { Evaluate, Frame } from './frame.ts'

/** A variable of an expression. */
export interface Local {
  readonly name: string
  readonly type: NetType
  readonly of: FunctionScope
  readonly slot: number
  /** Its slot holds a `Cell`, since a lambda may see it. */
  readonly isCell: boolean
  /** Why it may not be assigned; undefined = it may. */
  readonly readOnly: string | undefined
  /** What a local function takes and gives. */
  readonly function: LocalFunction | undefined
  /** A parameter of a local function that stands for a variable of who calls it, whose cell is handed over. */
  readonly isReference: boolean
  /** Of a `const`. */
  readonly constant: { readonly value: unknown } | undefined
}

/** The head of a local function. */
export interface LocalFunction {
  readonly parameters: readonly Parameter[]
  readonly returns: NetType
  /** Parameters by reference: no delegate of ours has such. */
  readonly isOnlyCalled: boolean
}

/** The sections of a `switch`, for `goto case`. */
export interface SwitchTargets {
  /** Where the number of the section goes. */
  readonly slot: number
  /** @param value undefined for `goto default` @throws ExpressionFault when there is no such section */
  find(value: ExpressionSyntax | undefined, at: Span): number
}

/** A name of a query that is a property of the parameter which holds all of them. */
export interface HeldName {
  readonly holder: Local
}

/** The variables of one function: the expression itself, a lambda or a local function. */
export class FunctionScope {
  readonly parent: FunctionScope | undefined
  /** What `return` must give; undefined while it is inferred. */
  readonly returns: NetType | undefined
  #slotCount = 0
  /**
   * Variables that may be read though nothing was written to them, as those of patterns: C# refuses that, here they have
   * the default of their type.
   */
  readonly initials: { readonly slot: number; readonly value: unknown }[] = []
  /** Cells of outer functions that this one sees: where they are there, and here. */
  readonly captures = new Map<Local, number>()
  /** Types of what is returned, while the type of all is inferred. */
  readonly returned: NetType[] = []

  constructor(parent: FunctionScope | undefined, returns: NetType | undefined) {
    this.parent = parent
    this.returns = returns
  }

  get slotCount(): number {
    return this.#slotCount
  }

  addSlot(): number {
    this.#slotCount++
    return this.#slotCount - 1
  }

  /** The slot of this function that holds the variable, which may belong to an outer one. */
  slotOf(local: Local): number {
    if (local.of === this) return local.slot
    const known = this.captures.get(local)
    if (known !== undefined) return known
    if (!local.isCell) throw new Error(`The variable ${local.name} was not made for lambdas.`)
    // The function around this one must have it too.
    this.parent?.slotOf(local)
    const slot = this.addSlot()
    this.captures.set(local, slot)
    return slot
  }
}

/** The slots of a call. */
export function createSlots({ slotCount, initials }: Pick<FunctionScope, 'slotCount' | 'initials'>): unknown[] {
  const slots: unknown[] = new Array(slotCount)
  for (const { slot, value } of initials) slots[slot] = value
  return slots
}

/** Names that are known in a block. */
export class Scope {
  readonly parent: Scope | undefined
  readonly of: FunctionScope
  readonly #locals = new Map<string, Local | HeldName>()
  /** Slots of variables for lambdas, which get a fresh cell whenever the block is entered. */
  readonly cells: { readonly slot: number; readonly initial: unknown }[] = []
  /** The block is the body of a `catch`: `throw;` is allowed, and finds the exception here. */
  readonly caught: Local | undefined
  readonly isInLoop: boolean
  /** Of the switch around it. */
  readonly targets: SwitchTargets | undefined
  readonly isChecked: boolean
  /** `unchecked` is written around it: even constants may be cut off. */
  readonly isUnchecked: boolean

  constructor(
    parent: Scope | undefined,
    of: FunctionScope,
    more: { caught?: Local; isInLoop?: boolean; targets?: SwitchTargets; isChecked?: boolean } = {},
  ) {
    this.parent = parent
    this.of = of
    const isSameFunction = parent?.of === of
    this.caught = more.caught ?? (isSameFunction ? parent.caught : undefined)
    this.isInLoop = more.isInLoop ?? (isSameFunction ? parent.isInLoop : false)
    this.targets = more.targets ?? (isSameFunction ? parent.targets : undefined)
    this.isChecked = more.isChecked ?? parent?.isChecked ?? false
    this.isUnchecked = more.isChecked === undefined ? (parent?.isUnchecked ?? false) : !more.isChecked
  }

  find(name: string): Local | HeldName | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const found = scope.#locals.get(name)
      if (found !== undefined) return found
    }
    return undefined
  }

  names(): string[] {
    return [...this.#locals.keys(), ...(this.parent?.names() ?? [])]
  }

  add(name: string, local: Local | HeldName): void {
    this.#locals.set(name, local)
  }
}

/** Runs before the statements of a block: its cells are made anew. */
export function enterScope(scope: Scope): ((frame: Frame) => void) | undefined {
  const { cells } = scope
  if (cells.length === 0) return undefined
  return ({ slots }) => {
    for (const { slot, initial } of cells) slots[slot] = { value: initial }
  }
}

/** Evaluates in a scope of its own. */
export function inScope(scope: Scope, evaluate: Evaluate): Evaluate {
  const enter = enterScope(scope)
  if (enter === undefined) return evaluate
  return (frame) => {
    enter(frame)
    return evaluate(frame)
  }
}
