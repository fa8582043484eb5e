import { decodePart } from '../../../shared/routing/decode-part.ts'
import type { Schema } from '../../catalogue/catalogue.ts'

/** A JSON schema, as far as it is read here; it may come from a stranger's definition, so nothing of it is certain. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What references of a schema point into: `{components: {schemas}}` or `{definitions}`. */
export type SchemaRoot = Readonly<Record<string, unknown>>

/** One line of the tree that a schema is shown as. */
export interface SchemaNode {
  /** Of the property; `[ ]` for the entries of a list, `*` for any other property. */
  readonly name: string
  /** `string`, `list of Pet`, `Pet or null`: what could be typed into code. */
  readonly type: string
  readonly isRequired: boolean
  readonly description: string | undefined
  /** Bounds, default, permitted values: `minimum: 1`. */
  readonly rules: readonly string[]
  readonly schema: JsonSchema
}

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const toText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The schemas of an API as a document of one kind or the other. */
export function toSchemaRoot(schema: Schema | undefined): SchemaRoot {
  const { components, definitions, value } = schema?.properties.document ?? {}
  if (isObject(components)) return { components }
  if (isObject(definitions)) return { definitions }
  const parsed = parseObject(value)
  return parsed ?? {}
}

function parseObject(text: string | null | undefined): JsonSchema | undefined {
  try {
    const parsed: unknown = JSON.parse(text ?? '')
    return isObject(parsed) ? parsed : undefined
  } catch {
    // A schema that is no JSON, such as XSD, is shown as it is.
    return undefined
  }
}

/** The schema of this name. */
export function findType(root: SchemaRoot, typeName: string | null | undefined): JsonSchema | undefined {
  if (!typeName) return undefined
  const components = isObject(root.components) ? root.components : {}
  for (const named of [components.schemas, root.definitions]) {
    if (!isObject(named) || !Object.hasOwn(named, typeName)) continue
    const found = named[typeName]
    if (isObject(found)) return found
  }
  return undefined
}

/** What a reference leads to, over references to references; one that goes round in circles leads nowhere. */
export function resolveSchema(schema: JsonSchema, root: SchemaRoot): JsonSchema {
  let current = schema
  const seen = new Set<string>()
  while (typeof current.$ref === 'string' && !seen.has(current.$ref)) {
    seen.add(current.$ref)
    const target = follow(current.$ref, root)
    if (target === undefined) return {}
    current = target
  }
  return typeof current.$ref === 'string' ? {} : mergeAllOf(current, root, new Set())
}

function follow(reference: string, root: SchemaRoot): JsonSchema | undefined {
  if (!reference.startsWith('#/')) return undefined
  let current: unknown = root
  for (const part of reference.slice(2).split('/')) {
    const name = decodePart(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (!isObject(current) || !Object.hasOwn(current, name)) return undefined
    current = current[name]
  }
  return isObject(current) ? current : undefined
}

/** Properties of all parts of an `allOf` as those of one schema. */
function mergeAllOf(schema: JsonSchema, root: SchemaRoot, seen: Set<unknown>): JsonSchema {
  if (!Array.isArray(schema.allOf) || seen.has(schema)) return schema
  seen.add(schema)
  const { allOf, ...own } = schema
  let merged: Record<string, unknown> = {}
  for (const part of [...allOf, own].filter(isObject)) {
    const target = typeof part.$ref === 'string' ? follow(part.$ref, root) : part
    if (target === undefined || seen.has(target)) continue
    const flat = target === own ? own : mergeAllOf(target, root, seen)
    merged = {
      ...merged,
      ...flat,
      ...(merged.properties !== undefined || flat.properties !== undefined
        ? { properties: { ...asObject(merged.properties), ...asObject(flat.properties) } }
        : {}),
      required: [...asList(merged.required), ...asList(flat.required)],
    }
  }
  return merged
}

const asObject = (value: unknown): JsonSchema => (isObject(value) ? value : {})
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Name of the type that a reference names, else the kind of the value. */
export function typeOf(schema: JsonSchema, root: SchemaRoot): string {
  if (typeof schema.$ref === 'string') return decodePart(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1))
  const { type, format, items } = schema
  if (Array.isArray(type)) return type.map(String).join(' | ')
  const isNullable = schema.nullable === true ? ' | null' : ''
  if (type === 'array' || isObject(items)) return `${isObject(items) ? typeOf(items, root) : 'any'}[]${isNullable}`
  const choices = [...asList(schema.oneOf), ...asList(schema.anyOf)].filter(isObject)
  if (choices.length > 0) return [...new Set(choices.map((one) => typeOf(one, root)))].join(' | ') + isNullable
  const named = toText(type)
  if (named === undefined) {
    return (isObject(schema.properties) || Array.isArray(schema.allOf) ? 'object' : 'any') + isNullable
  }
  return (toText(format) === undefined ? named : `${named} (${String(format)})`) + isNullable
}

const ruleNames = [
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
  'const',
  'readOnly',
  'writeOnly',
  'deprecated',
] as const

function rulesOf(schema: JsonSchema): readonly string[] {
  const rules = ruleNames.flatMap((name) => {
    const value = schema[name]
    return value === undefined || value === false ? [] : [`${name}: ${shorten(JSON.stringify(value))}`]
  })
  const values = asList(schema.enum)
  return values.length === 0
    ? rules
    : [...rules, `enum: ${shorten(values.map((value) => JSON.stringify(value)).join(', '))}`]
}

const longestRule = 400
const shorten = (text: string): string => (text.length > longestRule ? `${text.slice(0, longestRule)}…` : text)

export function toNode(name: string, schema: JsonSchema, root: SchemaRoot, isRequired = false): SchemaNode {
  const resolved = resolveSchema(schema, root)
  return {
    name,
    type: typeOf(schema, root),
    isRequired,
    description: toText(schema.description) ?? toText(resolved.description),
    rules: rulesOf(resolved),
    schema: resolved,
  }
}

/** What is below a line; it is asked for only when that is opened, so that a schema which holds itself ends nowhere. */
export function childrenOf({ schema }: Pick<SchemaNode, 'schema'>, root: SchemaRoot): readonly SchemaNode[] {
  const required = asList(schema.required)
  const properties = Object.entries(asObject(schema.properties)).flatMap(([name, property]) =>
    isObject(property) ? [toNode(name, property, root, required.includes(name))] : [],
  )
  const others = isObject(schema.additionalProperties) ? [toNode('*', schema.additionalProperties, root)] : []
  const choices = [...asList(schema.oneOf), ...asList(schema.anyOf)]
    .filter(isObject)
    .map((choice, index) => toNode(`#${index + 1}`, choice, root))
  const items = isObject(schema.items) ? schema.items : undefined
  if (items === undefined) return [...properties, ...others, ...choices]
  const entry = toNode('[ ]', items, root)
  // Entries that have nothing below them say no more than the type of the list does.
  const isPlain = !hasChildren(entry) && entry.rules.length === 0 && entry.description === undefined
  return isPlain ? [] : [entry]
}

/** Whether there may be something below a line; looks no further down, as lists of lists may go round in circles. */
const hasChildren = ({ schema }: SchemaNode): boolean =>
  [schema.properties, schema.additionalProperties, schema.items].some(isObject) ||
  [schema.oneOf, schema.anyOf].some(Array.isArray)
