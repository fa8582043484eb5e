import { Boxed } from '../run/boxed.ts'
import type { ObjectOperations } from '../run/run.ts'
import { isSameType, isValueType, type NetType, textOfType, underlyingOf } from '../types/net-type.ts'
import { isSubtype } from './type-relations.ts'
import type { WellKnownTypes } from './well-known-types.ts'

/** Whether a value in the representation of `object` is of the type; null is of none. */
export type InstanceTest = (value: unknown) => boolean

export function instanceTest(type: NetType, types: WellKnownTypes): InstanceTest {
  const target = underlyingOf(type) ?? type
  if (isSameType(target, types.object)) return (value) => value !== null
  if (isSameType(target, types.string)) return (value) => typeof value === 'string'
  if (isSameType(target, types.bool)) return (value) => typeof value === 'boolean'
  const { objects } = types.object.declaration.table
  if (isBoxed(target)) return (value) => value instanceof Boxed && value.type.key === target.key
  return cachedTest(target, types, objects)
}

/** Types met at run time are few, and the relation between two never changes. */
function cachedTest(target: NetType, types: WellKnownTypes, objects: ObjectOperations): InstanceTest {
  const known = new Map<string, boolean>()
  return (value) => {
    const type = objects.typeOf(value)
    if (type === undefined) return false
    const found = known.get(type.key)
    if (found !== undefined) return found
    const isOne = isSubtype(type, target, types)
    if (known.size < 100) known.set(type.key, isOne)
    return isOne
  }
}

/** Numbers, `char` and enumerations: what an `object` holds as `Boxed`. */
export function isBoxed(type: NetType): boolean {
  if (!isValueType(type) || type.kind !== 'named') return false
  return (
    type.declaration.kind === 'enum' ||
    (type.declaration.definition.represents === undefined &&
      type.declaration.keyword !== 'bool' &&
      type.declaration.keyword !== undefined)
  )
}

export const cannotCast = (value: unknown, to: NetType, objects: ObjectOperations): string => {
  const type = objects.typeOf(value)
  const from = type === undefined ? 'null' : nameOf(type)
  return `Unable to cast object of type '${from}' to type '${nameOf(to)}'.`
}

function nameOf(type: NetType): string {
  if (type.kind === 'array') return `${nameOf(type.element)}[]`
  if (type.kind !== 'named') return textOfType(type)
  const { fullName } = type.declaration
  return type.args.length === 0 ? fullName : `${fullName}\`${type.args.length}[${type.args.map(nameOf).join(',')}]`
}
