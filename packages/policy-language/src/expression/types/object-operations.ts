import { AnonymousObject } from '../net/anonymous-object.ts'
import { invalidOperationException } from '../net/failures.ts'
import { Boxed } from '../run/boxed.ts'
import { NetException } from '../run/net-exception.ts'
import type { ObjectOperations } from '../run/run.ts'
import { taggedTypeOf } from '../run/type-tag.ts'
import { arrayType, type NamedType, type NetType, namedType, runtimeNameOf } from './net-type.ts'
import type { TypeTable } from './type-table.ts'
import { keyOfAnonymous, type Operations, operationsFor, ownOperations, textOfAnonymous } from './value-operations.ts'

/** What can be done with values whose type is known at run time only. */
export function createObjectOperations(table: TypeTable): ObjectOperations {
  const stringType = table.named('System.String')
  const booleanType = table.named('System.Boolean')
  const exceptionType = table.named('System.Exception')

  const typeOf = (value: unknown): NetType | undefined => {
    switch (typeof value) {
      case 'string':
        return stringType
      case 'boolean':
        return booleanType
      case 'function':
        return taggedTypeOf(value)
      case 'object':
        return value === null ? undefined : typeOfObject(value)
      default:
        throw new Error(`A bare ${typeof value} stands where an object is expected: it was not boxed.`)
    }
  }

  const typeOfObject = (value: object): NetType => {
    if (value instanceof Boxed || value instanceof AnonymousObject) return value.type
    const tagged = taggedTypeOf(value)
    if (tagged !== undefined) return tagged
    if (value instanceof Uint8Array) return arrayType(table.named('System.Byte'))
    if (Array.isArray(value)) return arrayType(table.named('System.Object'))
    if (value instanceof NetException) {
      const found = table.find(value.typeName, 0)
      return found === undefined ? exceptionType : namedType(found)
    }
    const declaration = table.ofInstance(value)
    if (declaration === undefined) return table.named('System.Object')
    if (declaration.parameters.length === 0) return namedType(declaration)
    const { typeArguments } = value as { readonly typeArguments?: readonly NetType[] }
    if (typeArguments !== undefined && typeArguments.length !== declaration.parameters.length) {
      // Tuples of every size are of one class.
      const fitting = table.find(declaration.name, typeArguments.length)
      if (fitting !== undefined) return namedType(fitting, typeArguments)
    }
    return namedType(declaration, typeArguments ?? declaration.parameters.map(() => table.named('System.Object')))
  }

  const ownByType = new WeakMap<object, Operations>()
  /** Of the type's own or nearest inherited declaration; undefined = none says anything. */
  const declaredFor = (type: NamedType): Operations | undefined => {
    const known = ownByType.get(type.declaration)
    if (known !== undefined) return known
    for (let at: NamedType | undefined = type; at !== undefined; at = at.declaration.base) {
      if (at.declaration.definition.operations === undefined) continue
      const own = ownOperations(at.declaration.operations, runtimeNameOf(type))
      ownByType.set(type.declaration, own)
      return own
    }
    return undefined
  }

  const objects: ObjectOperations = {
    typeOf,
    toText(value, format) {
      if (value === null || value === undefined) return ''
      if (typeof value === 'string') return value
      if (typeof value === 'boolean') return value ? 'True' : 'False'
      if (value instanceof Boxed) return operationsFor(value.type).toText(value.value, format)
      if (value instanceof AnonymousObject) return textOfAnonymous(value, value.type.properties)
      const type = typeOf(value)
      if (type?.kind !== 'named') return type === undefined ? '' : runtimeNameOf(type)
      return declaredFor(type)?.toText(value, format) ?? runtimeNameOf(type)
    },
    keyOf(value) {
      if (value instanceof Boxed) {
        const { type, value: inner } = value
        return `\0${type.key}:${Object.is(inner, -0) ? 0 : inner}`
      }
      if (value instanceof AnonymousObject)
        return `\0${value.type.key}:${String(keyOfAnonymous(value, value.type.properties))}`
      if (typeof value !== 'object' || value === null) return value
      const type = typeOf(value)
      if (type?.kind !== 'named') return value
      const key = declaredFor(type)?.keyOf(value) ?? value
      return typeof key === 'object' || typeof key === 'function'
        ? key
        : `\0${type.declaration.fullName}:${String(key)}`
    },
    compare(a, b) {
      if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
      const type = typeOf(a)
      const other = typeOf(b)
      if (type?.kind === 'named' && other !== undefined && type.key === other.key) {
        if (a instanceof Boxed && b instanceof Boxed) return operationsFor(type).compare(a.value, b.value)
        const declared = declaredFor(type)
        if (declared !== undefined) return declared.compare(a, b)
      }
      throw invalidOperationException('Failed to compare two elements in the array.')
    },
  }
  return objects
}
