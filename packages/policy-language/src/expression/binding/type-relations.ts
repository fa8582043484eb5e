import {
  type ArrayType,
  isSameType,
  isValueType,
  type NamedType,
  type NetType,
  namedType,
  substitute,
  substitutionOf,
} from '../types/net-type.ts'
import type { WellKnownTypes } from './well-known-types.ts'

/** The base class with type arguments put in. */
export function baseOf(type: NamedType): NamedType | undefined {
  const { base } = type.declaration
  return base === undefined ? undefined : (substitute(base, substitutionOf(type)) as NamedType)
}

/** All interfaces of the type, those of its bases and of interfaces themselves included. */
export function interfacesOf(type: NetType, types: WellKnownTypes): readonly NamedType[] {
  const found = new Map<string, NamedType>()
  const add = (of: NamedType): void => {
    for (const one of of.declaration.interfaces) {
      const closed = substitute(one, substitutionOf(of)) as NamedType
      if (found.has(closed.key)) continue
      found.set(closed.key, closed)
      add(closed)
    }
  }
  if (type.kind === 'array') for (const one of arrayInterfaces(type, types)) add(one)
  if (type.kind === 'named') {
    for (let at: NamedType | undefined = type; at !== undefined; at = baseOf(at)) add(at)
  }
  return [...found.values()]
}

/** An array is a list of its elements: the list itself and what a list is. */
function arrayInterfaces(type: ArrayType, types: WellKnownTypes): readonly NamedType[] {
  const { table } = types.object.declaration
  const list = table.find('ArrayOf', 1)
  return list === undefined ? [] : [namedType(list, [type.element])]
}

/** The type itself, its base classes, and its interfaces. */
export function supertypesOf(type: NetType, types: WellKnownTypes): readonly NamedType[] {
  const found: NamedType[] = []
  if (type.kind === 'named') {
    for (let at: NamedType | undefined = type; at !== undefined; at = baseOf(at)) found.push(at)
    if (type.declaration.kind === 'enum') found.push(types.enumType)
  }
  if (type.kind === 'array') found.push(types.array)
  found.push(...interfacesOf(type, types))
  if (!found.some((one) => isSameType(one, types.object))) found.push(types.object)
  return found
}

/** Whether a value of one type is, unchanged, one of the other: the same, a base class, an interface, with variance. */
export function isSubtype(from: NetType, to: NetType, types: WellKnownTypes): boolean {
  if (isSameType(from, to)) return true
  if (from.kind === 'never') return true
  if (from.kind === 'null') return !isValueType(to) || (to.kind === 'named' && to.declaration.name === 'Nullable')
  if (to.kind === 'array') {
    return from.kind === 'array' && !isValueType(from.element) && isSubtype(from.element, to.element, types)
  }
  if (to.kind !== 'named') return false
  if (isSameType(to, types.object)) return from.kind !== 'void'
  return supertypesOf(from, types).some((candidate) => isVariant(candidate, to, types))
}

/** Whether two uses of one generic declaration fit: `IEnumerable<string>` is an `IEnumerable<object>`. */
function isVariant(from: NamedType, to: NamedType, types: WellKnownTypes): boolean {
  if (from.declaration !== to.declaration) return false
  return from.declaration.parameters.every((parameter, i) => {
    const own = from.args[i]
    const wanted = to.args[i]
    if (own === undefined || wanted === undefined) return false
    if (isSameType(own, wanted)) return true
    if (isValueType(own) || isValueType(wanted)) return false
    if (parameter.variance === 'out') return isSubtype(own, wanted, types)
    if (parameter.variance === 'in') return isSubtype(wanted, own, types)
    return false
  })
}

/** What the elements of a sequence are; undefined when the type is none. */
export function elementTypeOf(type: NetType, types: WellKnownTypes): NetType | undefined {
  if (type.kind === 'array') return type.element
  const sequence = supertypesOf(type, types).find(
    (one) => one.declaration.fullName === 'System.Collections.Generic.IEnumerable',
  )
  if (sequence !== undefined) return sequence.args[0]
  const isBare = supertypesOf(type, types).some((one) => one.declaration.fullName === 'System.Collections.IEnumerable')
  return isBare ? types.object : undefined
}
