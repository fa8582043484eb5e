import type {
  Accessors,
  Constant,
  Enumeration,
  Plain,
  TypeDefinition,
  ValueOperations,
  WithRun,
  WithTypes,
} from './define-type.ts'
import type { NamedType, NetType, TypeParameter } from './net-type.ts'
import type { TypeTable } from './type-table.ts'

/** A type definition whose signatures were read and whose type names were found. */
export interface LinkedType {
  /** Without namespace and type parameters: `List`. */
  readonly name: string
  /** Without type parameters: `System.Collections.Generic.List`. */
  readonly fullName: string
  readonly keyword: string | undefined
  readonly kind: TypeDefinition['kind']
  readonly isHidden: boolean
  readonly definition: TypeDefinition
  /** Where it was declared. */
  readonly table: TypeTable
  readonly parameters: readonly TypeParameter[]
  /** With its own parameters as arguments. */
  readonly self: NamedType
  readonly base: NamedType | undefined
  /** Of the type itself; those of the base come with the base. */
  readonly interfaces: readonly NamedType[]
  readonly invoke: DelegateSignature | undefined
  /** Of `foreach`, where the type has its own. */
  readonly enumeration: { readonly element: NamedType; readonly items: Enumeration['items'] } | undefined
  readonly constructors: readonly Method[]
  readonly methods: ReadonlyMap<string, readonly Method[]>
  readonly properties: ReadonlyMap<string, Property>
  readonly indexers: readonly Indexer[]
  /** By symbol: `+`, `==`, `unary -`. */
  readonly operators: ReadonlyMap<string, readonly Method[]>
  readonly conversions: readonly Conversion[]
  readonly operations: ValueOperations
  /** Values of an enumeration by name. */
  readonly values: ReadonlyMap<string, number>
}

export interface DelegateSignature {
  readonly parameters: readonly NetType[]
  readonly returns: NetType
}

export interface Parameter {
  readonly name: string
  readonly type: NetType
  /** `ref` is only of local functions. */
  readonly mode: 'value' | 'out' | 'ref' | 'params'
  /** Undefined = required. */
  readonly defaultValue: { readonly value: unknown } | undefined
}

/** A method, constructor or operator. */
export interface Method {
  readonly name: string
  readonly owner: LinkedType
  readonly isStatic: boolean
  /** Its first parameter may be what it is called on. */
  readonly isExtension: boolean
  readonly typeParameters: readonly TypeParameter[]
  readonly parameters: readonly Parameter[]
  readonly returns: NetType
  readonly implementation: Callable
  /** As declared. */
  readonly signature: string
}

export type Callable = Plain | WithRun | WithTypes

export interface Property {
  readonly name: string
  readonly owner: LinkedType
  readonly isStatic: boolean
  readonly type: NetType
  readonly get: Callable | Constant
  readonly set: Accessors['set'] | undefined
  readonly signature: string
}

export interface Indexer {
  readonly owner: LinkedType
  readonly parameters: readonly Parameter[]
  readonly type: NetType
  readonly get: Callable
  readonly set: Accessors['set'] | undefined
  readonly signature: string
}

export interface Conversion {
  readonly owner: LinkedType
  readonly isImplicit: boolean
  readonly from: NetType
  readonly to: NetType
  readonly implementation: Callable
}
