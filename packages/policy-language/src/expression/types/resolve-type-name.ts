import { nearestName } from '../../document/nearest-name.ts'
import { arrayType, isValueType, type NetType, namedType } from './net-type.ts'
import type { TypeName } from './type-name.ts'
import type { TypeTable } from './type-table.ts'

/** Type parameters by name, inside the declaration of a generic type or method. */
export type TypeScope = ReadonlyMap<string, NetType>

/** @returns the type, or what is wrong with the name and where */
export function resolveTypeName(name: TypeName, table: TypeTable, scope: TypeScope = new Map()): NetType | UnknownType {
  switch (name.kind) {
    case 'array': {
      const element = resolveTypeName(name.element, table, scope)
      return isUnknownType(element) ? element : arrayType(element)
    }
    case 'nullable': {
      const of = resolveTypeName(name.of, table, scope)
      if (isUnknownType(of)) return of
      // `string?` of newer C# says nothing that matters at run time.
      if (!isValueType(of) && of.kind !== 'parameter') return of
      const nullable = table.find('Nullable', 1)
      return nullable === undefined ? unknown(name, 'Nullable types are not known.') : namedType(nullable, [of])
    }
    case 'tuple': {
      const args: NetType[] = []
      for (const { type } of name.elements) {
        const arg = resolveTypeName(type, table, scope)
        if (isUnknownType(arg)) return arg
        args.push(arg)
      }
      const tuple = table.find('ValueTuple', args.length)
      if (tuple === undefined) return unknown(name, `A tuple of ${args.length} elements is not allowed.`)
      return namedType(
        tuple,
        args,
        name.elements.map((element) => element.name),
      )
    }
    case 'name': {
      const parameter = scope.get(name.name)
      if (parameter !== undefined && name.args.length === 0) return parameter
      const declaration = table.find(name.name, name.args.length)
      if (declaration === undefined) return unknown(name, unknownName(name.name, name.args.length, table))
      const args: NetType[] = []
      for (const written of name.args) {
        const arg = resolveTypeName(written, table, scope)
        if (isUnknownType(arg)) return arg
        args.push(arg)
      }
      return namedType(declaration, args)
    }
  }
}

export interface UnknownType {
  readonly kind: 'unknown'
  readonly message: string
  readonly start: number
  readonly end: number
}

const unknown = ({ start, end }: TypeName, message: string): UnknownType => ({ kind: 'unknown', message, start, end })

export const isUnknownType = (type: NetType | UnknownType): type is UnknownType => type.kind === 'unknown'

function unknownName(name: string, arity: number, table: TypeTable): string {
  if (table.hasName(name)) {
    return arity === 0
      ? `The type '${name}' needs type arguments.`
      : `The type '${name}' does not take ${arity} type argument${arity === 1 ? '' : 's'}.`
  }
  const nearest = nearestName(name, table.names)
  return `The type '${name}' is not allowed in policy expressions.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`
}
