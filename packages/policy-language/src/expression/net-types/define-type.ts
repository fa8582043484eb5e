import type { Run } from '../run/run.ts'
import type { NetType } from './net-type.ts'

/**
 * A .NET type as expressions see it. Members are declared by their C# signature, which binding, the nearest known name
 * and documentation all read; behind it stands the function that does it.
 */
export interface TypeDefinition {
  /** Full name with type parameters as C# writes them: `System.Collections.Generic.IEnumerable<out T>`. */
  readonly name: string
  /** `static`: only static members, no values (`Math`). */
  readonly kind: 'class' | 'struct' | 'interface' | 'enum' | 'delegate' | 'static'
  /** How C# abbreviates it: `int` for `System.Int32`. */
  readonly keyword?: string
  /** Base class; `object` unless given. */
  readonly extends?: string
  readonly implements?: readonly string[]
  /**
   * The JavaScript class whose instances are its values, so that a value in an `object` knows its type. Numbers, `char`,
   * strings, booleans, arrays and delegates have none. An instance of a generic type has the field `typeArguments`
   * (`readonly NetType[]`) or gets its type when it becomes an `object`.
   */
  readonly represents?: abstract new (
    ...args: never[]
  ) => object
  /** By signature. */
  readonly members?: Readonly<Record<string, Implementation>>
  readonly operations?: ValueOperations
  /** Values of an enumeration by name. */
  readonly values?: Readonly<Record<string, number>>
  /** The values of the enumeration are bits that may be joined. */
  readonly isFlags?: boolean
  /** Signature of a delegate: `TResult Invoke(T arg)`. */
  readonly invoke?: string
  /** What `foreach` goes through where that is not the type's `IEnumerable<T>`: C# asks `GetEnumerator()` first. */
  readonly enumerates?: Enumeration
  /** Why the type exists here though it cannot be named in an expression (types of intermediate results). */
  readonly isHidden?: boolean
}

export interface Enumeration {
  /** Type of the elements: `KeyValuePair<string, JToken>`. */
  readonly element: string
  /** @param types type arguments of the element */
  readonly items: (self: never, types: readonly NetType[]) => Iterable<unknown>
}

/** What every value can do, whatever its static type: `ToString`, `Equals`, `GetHashCode`, `CompareTo`, formatting. */
export interface ValueOperations {
  /** @param format of `{value:format}` and `ToString(format)`; null = the general one */
  readonly toText?: (value: never, format: string | null) => string
  /** Two values of the type are equal exactly when their keys are the same key of a `Map`. Default: the value itself. */
  readonly keyOf?: (value: never) => unknown
  /** Below 0, 0, above 0. */
  readonly compare?: (a: never, b: never) => number
}

/**
 * How a member is done. Arguments come in the representation of their static type: `this` first unless the member is
 * static, then the parameters in order; defaults are filled in, `params` is one array, `out` a cell (`OutCell`). Arrays
 * are plain JavaScript arrays (`byte[]` is a `Uint8Array`), sequences anything with `[Symbol.iterator]` that can be
 * walked again (`string` is iterated by `iterate` of net/sequence.ts), delegates plain functions, `T?` the value or null,
 * what is typed `object` is boxed.
 */
export type Implementation = Plain | WithRun | WithTypes | Accessors | Constant

/** Depends on its arguments only (and may change `this`). Calls on constants are done once, at compile time. */
export type Plain = (...args: never[]) => unknown

/** Needs the run it happens in: services, limits, delegates that were handed in, texts of `object` values. */
export interface WithRun {
  readonly withRun: (run: Run, ...args: never[]) => unknown
}

/** Depends on type arguments: called once per call site with those of the type, then those of the method. */
export interface WithTypes {
  readonly withTypes: (...types: NetType[]) => (run: Run, ...args: never[]) => unknown
}

/** A property or indexer that can be assigned (`{ get; set; }`). The value is the last argument of `set`. */
export interface Accessors {
  readonly get: Plain | WithRun | WithTypes
  readonly set: Plain | WithRun | WithTypes
}

/** `const int MaxValue` */
export interface Constant {
  readonly constant: unknown
}

/** Where an implementation puts the value of an `out` argument. */
export interface OutCell<T> {
  value: T
}

export const withRun = (does: WithRun['withRun']): WithRun => ({ withRun: does })
export const withTypes = (specialise: WithTypes['withTypes']): WithTypes => ({ withTypes: specialise })
export const constant = (value: unknown): Constant => ({ constant: value })
export const accessors = (get: Accessors['get'], set: Accessors['set']): Accessors => ({ get, set })

/** Declares a type; its signatures are read when the type is first used. */
export const defineType = (definition: TypeDefinition): TypeDefinition => Object.freeze(definition)

/** Declares an enumeration. */
export const defineEnum = (
  name: string,
  values: Readonly<Record<string, number>>,
  options: { readonly isFlags?: boolean } = {},
): TypeDefinition => Object.freeze({ name, kind: 'enum', values: Object.freeze(values), ...options })
