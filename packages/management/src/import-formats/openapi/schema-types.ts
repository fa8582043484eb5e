import type { JsonObject, JsonValue } from '@sluice/platform'
import type { ImportedSchema } from '../imported-api.ts'
import { childOf, type DefinitionNode, isObject, memberOf, rootOf, textOf } from './definition-node.ts'
import type { Reading } from './reading.ts'
import { schemaKeywords } from './schema-keywords.ts'

/** Where the named schemas of a version are, in the definition and in our resource. */
export interface SchemaPlace {
  readonly id: string
  readonly contentType: string
  /** `['components', 'schemas']` or `['definitions']`. */
  readonly path: readonly string[]
}

/** The schemas of one definition; all get a name, because representations refer to them by name. */
export interface SchemaTypes {
  readonly schemaId: string
  /** Name of the type that a schema has or now gets; undefined for one that says nothing. */
  nameOf(node: DefinitionNode, suggestion: string): string | undefined
  toSchemas(): readonly ImportedSchema[]
}

/** Marks schemas that had no name in the definition. @see reference: API Management, 1.11 */
export const inlineMark = 'x-apim-inline'

export function createSchemaTypes(reading: Reading, place: SchemaPlace): SchemaTypes {
  const named = place.path.reduce(childOf, rootOf(reading.root))
  const prefix = `#/${place.path.join('/')}/`
  const schemas = new Map<string, JsonValue>()
  /** Names given to schemas that are somewhere else, by document and place. */
  const moved = new Map<string, string>()
  const waiting: { readonly name: string; readonly node: DefinitionNode }[] = []

  const freeName = (suggestion: string): string => {
    const base = suggestion.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '') || 'Schema'
    for (let suffix = 0; ; suffix++) {
      const name = suffix === 0 ? base : `${base}-${suffix}`
      if (!schemas.has(name) && memberOf(named.value, name) === undefined) return name
    }
  }

  const nameOfTarget = (target: DefinitionNode): string => {
    const isNamed =
      target.document === reading.root &&
      target.path.length === place.path.length + 1 &&
      place.path.every((key, index) => target.path[index] === key)
    const last = target.path.at(-1)
    if (isNamed && last !== undefined) return last
    const key = `${target.document.url ?? ''} ${JSON.stringify(target.path)}`
    const known = moved.get(key)
    if (known !== undefined) return known
    const name = freeName(last ?? fileNameOf(target.document.url ?? 'Schema'))
    moved.set(key, name)
    schemas.set(name, {})
    waiting.push({ name, node: target })
    return name
  }

  /** Names that a reference leads to; anchors and references below an `$id` stay as they are. */
  const rename = (node: DefinitionNode, reference: string): string => {
    if (/^#[^/]/.test(reference)) return reference
    const target = reading.resolve({ ...node, value: { $ref: reference } })
    return target === undefined ? reference : `${prefix}${nameOfTarget(direct(node, reference) ?? target)}`
  }

  /** The first hop of a reference, where that is a named schema: a name that refers to another name stays itself. */
  const direct = (node: DefinitionNode, reference: string): DefinitionNode | undefined => {
    if (!reference.startsWith(prefix) || node.document !== reading.root) return undefined
    const key = reference.slice(prefix.length).replaceAll('~1', '/').replaceAll('~0', '~')
    return memberOf(named.value, key) === undefined ? undefined : childOf(named, key)
  }

  const rewrite = (node: DefinitionNode): JsonValue => {
    const { value } = node
    if (!isObject(value)) {
      if (typeof value === 'boolean') return value
      reading.report(node, 'A schema has to be an object.')
      return {}
    }
    if (typeof value.$id === 'string') return value
    let changed: Record<string, JsonValue> | undefined
    const replace = (key: string, replacement: JsonValue) => {
      if (replacement === value[key]) return
      changed ??= { ...value } as Record<string, JsonValue>
      changed[key] = replacement
    }
    for (const key of Object.keys(value)) {
      if (key === '$ref') {
        const reference = value[key]
        if (typeof reference === 'string') replace(key, rename(node, reference))
        continue
      }
      const kind = schemaKeywords[key]
      if (kind === undefined) continue
      const member = childOf(node, key)
      if (kind === 'schema' && !Array.isArray(member.value)) replace(key, rewrite(member))
      else if (kind === 'discriminator') replace(key, rewriteMapping(member))
      else replace(key, rewriteMembers(member))
    }
    return changed ?? value
  }

  const rewriteMembers = (node: DefinitionNode): JsonValue => {
    const { value } = node
    if (typeof value !== 'object' || value === null) return value ?? null
    const keys = Object.keys(value)
    const members = keys.map((key) => {
      const member = memberOf(value, key)
      return isObject(member) ? rewrite(childOf(node, key)) : (member ?? null)
    })
    if (keys.every((key, index) => memberOf(value, key) === members[index])) return value
    return Array.isArray(value) ? members : Object.fromEntries(keys.map((key, index) => [key, members[index] ?? null]))
  }

  const rewriteMapping = (node: DefinitionNode): JsonValue => {
    const { value } = node
    const mapping = memberOf(value, 'mapping')
    if (!isObject(value) || !isObject(mapping)) return value ?? null
    const entries = Object.entries(mapping).map(([key, target]) => {
      const isReference = typeof target === 'string' && /[/#]/.test(target) && !target.startsWith(prefix)
      return [key, isReference ? rename(childOf(childOf(node, 'mapping'), key), target) : (target ?? null)] as const
    })
    return entries.every(([key, target]) => mapping[key] === target)
      ? value
      : { ...value, mapping: Object.fromEntries(entries) }
  }

  const drain = () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, node } = next
      schemas.set(name, rewrite(node))
    }
  }

  return {
    schemaId: place.id,
    nameOf(node, suggestion) {
      const { value } = node
      if (!isObject(value)) {
        if (typeof value !== 'boolean') reading.report(node, 'A schema has to be an object.')
        return undefined
      }
      const reference = textOf(node, '$ref')
      if (reference !== undefined) {
        const target = reading.resolve(node)
        return target === undefined ? undefined : nameOfTarget(direct(node, reference) ?? target)
      }
      if (Object.keys(value).length === 0) return undefined
      const name = freeName(suggestion)
      schemas.set(name, {})
      schemas.set(name, { ...(rewrite(node) as JsonObject), [inlineMark]: true })
      return name
    },
    toSchemas() {
      const own = new Map(childrenOfObject(named).map(([name, node]) => [name, rewrite(node)] as const))
      drain()
      for (const [name, schema] of schemas) own.set(name, schema)
      if (own.size === 0) return []
      const document = place.path.reduceRight<JsonValue>(
        (inner, key) => ({ [key]: inner }),
        Object.fromEntries(own),
      ) as JsonObject
      return [{ id: place.id, contentType: place.contentType, document }]
    },
  }
}

function childrenOfObject(node: DefinitionNode): readonly (readonly [string, DefinitionNode])[] {
  return isObject(node.value) ? Object.keys(node.value).map((key) => [key, childOf(node, key)] as const) : []
}

const fileNameOf = (url: string): string => /([^/?#]+?)(?:\.\w+)?(?:[?#].*)?$/.exec(url)?.[1] ?? 'Schema'
