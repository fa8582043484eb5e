import { toPlainSchema } from '../schemas/compile-schema.ts'
import { followPointer, isObject, type JsonSchema, type SchemaRoot } from '../schemas/schema-root.ts'

/** Definitions by name, and under which names the places of a root are among them. */
export interface Definitions {
  readonly byName: Map<string, JsonSchema>
  readonly nameByPointer: Map<string, string>
}

export const createDefinitions = (): Definitions => ({ byName: new Map(), nameByPointer: new Map() })

/**
 * A part of a schema that stands by itself: what it refers to is put among `definitions`, which belong under `$defs` at
 * the root of the document that it becomes a part of. A reference that leads nowhere says nothing.
 * @param pointer `/components/schemas/Order`
 */
export function bundleSchema(root: SchemaRoot, pointer: string, definitions: Definitions): JsonSchema {
  const found = followPointer(root, pointer)
  return found === undefined ? {} : (rewrite(toPlainSchema(found), root, definitions) as JsonSchema)
}

function rewrite(value: unknown, root: SchemaRoot, definitions: Definitions): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(item, root, definitions))
  if (!isObject(value)) return value
  if (typeof value.$ref === 'string') {
    const name = define(value.$ref, root, definitions)
    return name === undefined ? {} : { $ref: `#/$defs/${name}` }
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rewrite(member, root, definitions)]))
}

function define(reference: string, root: SchemaRoot, { byName, nameByPointer }: Definitions): string | undefined {
  if (!reference.startsWith('#/')) return undefined
  const pointer = reference.slice(1)
  const known = nameByPointer.get(pointer)
  if (known !== undefined) return known
  const target = followPointer(root, pointer)
  if (target === undefined) return undefined
  const wanted = pointer.slice(pointer.lastIndexOf('/') + 1).replaceAll(/[^A-Za-z0-9_.-]+/g, '_') || 'schema'
  let name = wanted
  for (let count = 2; byName.has(name); count++) name = `${wanted}_${count}`
  nameByPointer.set(pointer, name)
  // Its place is taken before what it holds is looked at, which may be itself.
  byName.set(name, {})
  byName.set(name, rewrite(toPlainSchema(target), root, { byName, nameByPointer }) as JsonSchema)
  return name
}

/** What goes under `$defs`, if anything does. */
export const toDefs = ({ byName }: Definitions): JsonSchema =>
  byName.size === 0 ? {} : { $defs: Object.fromEntries(byName) }
