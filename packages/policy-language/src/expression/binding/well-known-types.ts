import type { LinkedType } from '../types/linked-type.ts'
import { type NamedType, type NetType, namedType } from '../types/net-type.ts'
import type { TypeTable } from '../types/type-table.ts'
import type { NumericKind } from './numeric.ts'

/** The types that the language itself speaks of. */
export interface WellKnownTypes {
  readonly object: NamedType
  readonly string: NamedType
  readonly bool: NamedType
  readonly int: NamedType
  readonly exception: NamedType
  readonly array: NamedType
  readonly enumType: NamedType
  numeric(kind: NumericKind): NamedType
  nullable(of: NetType): NamedType
  sequence(of: NetType): NamedType
  /** `Func<…>` or `Action<…>`. */
  delegate(parameters: readonly NetType[], returns: NetType): NamedType | undefined
  tuple(elements: readonly NetType[], names?: readonly (string | undefined)[]): NamedType | undefined
}

function wellKnownTypes(table: TypeTable): WellKnownTypes {
  const numbers = new Map<NumericKind, NamedType>()
  const generic = (name: string, arity: number): LinkedType => {
    const found = table.find(name, arity)
    if (found === undefined) throw new Error(`There is no type ${name} with ${arity} type arguments.`)
    return found
  }
  const int = table.named('System.Int32')
  return {
    object: table.named('System.Object'),
    string: table.named('System.String'),
    bool: table.named('System.Boolean'),
    int,
    exception: table.named('System.Exception'),
    array: table.named('System.Array'),
    enumType: table.named('System.Enum'),
    numeric(kind) {
      let type = numbers.get(kind)
      if (type === undefined) {
        type = namedType(generic(kind, 0))
        numbers.set(kind, type)
      }
      return type
    },
    nullable: (of) => namedType(generic('Nullable', 1), [of]),
    sequence: (of) => namedType(generic('IEnumerable', 1), [of]),
    delegate(parameters, returns) {
      const isAction = returns.kind === 'void'
      const args = isAction ? parameters : [...parameters, returns]
      const found = table.find(isAction ? 'Action' : 'Func', args.length)
      return found === undefined ? undefined : namedType(found, args)
    },
    tuple(elements, names) {
      const found = table.find('ValueTuple', elements.length)
      return found === undefined ? undefined : namedType(found, elements, names)
    },
  }
}

const knownTypes = new WeakMap<TypeTable, WellKnownTypes>()

/** The same object for the same table. */
export function typesOf(table: TypeTable): WellKnownTypes {
  let types = knownTypes.get(table)
  if (types === undefined) {
    types = wellKnownTypes(table)
    knownTypes.set(table, types)
  }
  return types
}
