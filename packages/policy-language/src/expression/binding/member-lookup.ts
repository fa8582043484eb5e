import type { Indexer, Method, Property } from '../types/linked-type.ts'
import { type NamedType, type NetType, type Substitution, substitutionOf } from '../types/net-type.ts'
import { supertypesOf } from './type-relations.ts'
import type { WellKnownTypes } from './well-known-types.ts'

/** A member with the type arguments of what it belongs to. */
export interface Found<M> {
  readonly member: M
  readonly owner: NamedType
  readonly by: Substitution
  /** How far up it was found: members of the type itself hide those of its bases. */
  readonly distance: number
}

const found = <M>(member: M, owner: NamedType, distance: number): Found<M> => ({
  member,
  owner,
  by: substitutionOf(owner),
  distance,
})

/** Where members of a value may come from: a class does not show what only its interfaces declare. */
function ownersOf(type: NetType, types: WellKnownTypes): readonly NamedType[] {
  const isInterface = type.kind === 'named' && type.declaration.kind === 'interface'
  const all = supertypesOf(type, types)
  return isInterface ? all : all.filter((owner) => owner.declaration.kind !== 'interface' || owner === type)
}

export function findProperty(
  type: NetType,
  name: string,
  isStatic: boolean,
  types: WellKnownTypes,
): Found<Property> | undefined {
  for (const [distance, owner] of ownersOf(type, types).entries()) {
    const property = owner.declaration.properties.get(name)
    if (property !== undefined && property.isStatic === isStatic) return found(property, owner, distance)
  }
  return undefined
}

export function findMethods(
  type: NetType,
  name: string,
  isStatic: boolean,
  types: WellKnownTypes,
): readonly Found<Method>[] {
  return ownersOf(type, types).flatMap((owner, distance) =>
    (owner.declaration.methods.get(name) ?? [])
      .filter((method) => method.isStatic === isStatic)
      .map((method) => found(method, owner, distance)),
  )
}

export function findExtensions(name: string, types: WellKnownTypes): readonly Found<Method>[] {
  const { table } = types.object.declaration
  return table.extensionMethods(name).map((method) => found(method, method.owner.self, 0))
}

export function findIndexers(type: NetType, types: WellKnownTypes): readonly Found<Indexer>[] {
  return ownersOf(type, types).flatMap((owner, distance) =>
    owner.declaration.indexers.map((indexer) => found(indexer, owner, distance)),
  )
}

export function findOperators(type: NetType, symbol: string, types: WellKnownTypes): readonly Found<Method>[] {
  return ownersOf(type, types).flatMap((owner, distance) =>
    (owner.declaration.operators.get(symbol) ?? []).map((method) => found(method, owner, distance)),
  )
}

/** All that may be written behind the dot, to find the name that was meant. */
export function memberNames(type: NetType, isStatic: boolean, types: WellKnownTypes): readonly string[] {
  const names = new Set<string>()
  if (type.kind === 'anonymous') for (const { name } of type.properties) names.add(name)
  for (const { declaration } of ownersOf(type, types)) {
    for (const { name, isStatic: isOfType } of declaration.properties.values())
      if (isOfType === isStatic) names.add(name)
    for (const methods of declaration.methods.values()) {
      for (const method of methods) if (method.isStatic === isStatic) names.add(method.name)
    }
    if (isStatic) for (const name of declaration.values.keys()) names.add(name)
  }
  if (!isStatic) for (const name of types.object.declaration.table.extensionNames) names.add(name)
  return [...names]
}
