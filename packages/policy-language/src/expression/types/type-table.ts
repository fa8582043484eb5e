import type { ObjectOperations } from '../run/run.ts'
import type { TypeDefinition } from './define-type.ts'
import { defineLinkedType } from './link-type.ts'
import type { LinkedType, Method } from './linked-type.ts'
import { type NamedType, namedType } from './net-type.ts'
import { createObjectOperations } from './object-operations.ts'
import { parseDefinedName } from './parse-signature.ts'

/** All types that expressions may use. */
export interface TypeTable {
  /** By simple name, keyword or full name, and number of type arguments. */
  find(name: string, arity: number): LinkedType | undefined
  /** Whether any type has this name, with whatever number of arguments. */
  hasName(name: string): boolean
  /** Whether the full name of some type begins so. */
  isNamespace(name: string): boolean
  /** Simple names that may be written in expressions. */
  readonly names: readonly string[]
  /** Methods of this name that may be called on what is their first parameter. */
  extensionMethods(name: string): readonly Method[]
  readonly extensionNames: readonly string[]
  /** The type of an instance of a JavaScript class. */
  ofInstance(value: object): LinkedType | undefined
  /** A type that must be there, by its full name; without arguments. */
  named(fullName: string): NamedType
  /** What `object` values can do. */
  readonly objects: ObjectOperations
}

/** Makes the table; a type's signatures are read when it is first used. */
export function createTypeTable(definitions: readonly TypeDefinition[]): TypeTable {
  const byName = new Map<string, LinkedType>()
  const names = new Set<string>()
  const namespaces = new Set<string>()
  const byClass = new Map<unknown, LinkedType>()
  const byFullName = new Map<string, NamedType>()
  const extensions = new Map<string, LinkedType[]>()

  const add = (name: string, arity: number, type: LinkedType): void => {
    const key = `${name}/${arity}`
    if (byName.has(key)) throw new Error(`Two types are named ${key}.`)
    byName.set(key, type)
    names.add(name)
  }

  let objects: ObjectOperations | undefined
  const table: TypeTable = {
    find: (name, arity) => byName.get(`${name}/${arity}`),
    hasName: (name) => names.has(name),
    isNamespace: (name) => namespaces.has(name),
    get names() {
      return [
        ...new Set([...byName.values()].filter((type) => !type.isHidden).map((type) => type.keyword ?? type.name)),
      ]
    },
    extensionMethods: (name) =>
      (extensions.get(name) ?? []).flatMap((type) =>
        (type.methods.get(name) ?? []).filter((method) => method.isExtension),
      ),
    get extensionNames() {
      return [...extensions.keys()]
    },
    ofInstance(value) {
      for (
        let prototype = Object.getPrototypeOf(value);
        prototype !== null;
        prototype = Object.getPrototypeOf(prototype)
      ) {
        const type = byClass.get(prototype.constructor)
        if (type !== undefined) return type
      }
      return undefined
    },
    named(fullName) {
      const found = byFullName.get(fullName)
      if (found === undefined) throw new Error(`There is no type ${fullName}.`)
      return found
    },
    get objects() {
      objects ??= createObjectOperations(table)
      return objects
    },
  }

  for (const definition of definitions) {
    const { fullName, name, typeParameters } = parseDefinedName(definition.name)
    const type = defineLinkedType(definition, table)
    add(name, typeParameters.length, type)
    for (let dot = fullName.indexOf('.'); dot > 0; dot = fullName.indexOf('.', dot + 1)) {
      namespaces.add(fullName.slice(0, dot))
    }
    if (fullName !== name) add(fullName, typeParameters.length, type)
    if (definition.keyword !== undefined) add(definition.keyword, typeParameters.length, type)
    if (definition.represents !== undefined) byClass.set(definition.represents, type)
    if (typeParameters.length === 0) byFullName.set(fullName, namedType(type))
    for (const signature of Object.keys(definition.members ?? {})) {
      const extension = /(\w+)(?:<[^<>(]*>)?\(this /.exec(signature)?.[1]
      if (extension === undefined) continue
      const types = extensions.get(extension) ?? []
      extensions.set(extension, types)
      if (!types.includes(type)) types.push(type)
    }
  }
  return table
}
