import { followPointer, isObject, type JsonSchema, type SchemaRoot } from './schema-root.ts'

/** A schema that holds itself ends here. */
const deepest = 8

/** Texts that say what they are. */
const textOfFormat: Readonly<Record<string, string>> = {
  date: '2019-08-24',
  'date-time': '2019-08-24T14:15:22Z',
  time: '14:15:22Z',
  email: 'user@example.com',
  uuid: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
  uri: 'http://example.com',
  hostname: 'example.com',
  ipv4: '192.168.0.1',
  ipv6: '2001:db8:85a3::8a2e:370:7334',
  byte: 'c3RyaW5n',
}

/** JSON that a schema would let through: its own example or default where it has one, else something of its type. */
export function sampleOfSchema(schema: JsonSchema, root: SchemaRoot, depth = 0): unknown {
  const resolved = resolve(schema, root)
  for (const name of ['example', 'default', 'const']) if (resolved[name] !== undefined) return resolved[name]
  const [example] = Array.isArray(resolved.examples) ? resolved.examples : []
  if (example !== undefined) return example
  if (Array.isArray(resolved.enum) && resolved.enum.length > 0) return resolved.enum[0]
  if (depth >= deepest) return null
  const [choice] = [resolved.oneOf, resolved.anyOf].filter(Array.isArray).flat().filter(isObject)
  if (choice !== undefined) return sampleOfSchema(choice, root, depth + 1)
  switch (typeOf(resolved)) {
    case 'object':
      return sampleOfObject(resolved, root, depth)
    case 'array':
      return isObject(resolved.items) ? [sampleOfSchema(resolved.items, root, depth + 1)] : []
    case 'string':
      return sampleOfText(resolved)
    case 'integer':
    case 'number':
      return sampleOfNumber(resolved)
    case 'boolean':
      return true
    default:
      return null
  }
}

function sampleOfObject(schema: JsonSchema, root: SchemaRoot, depth: number): unknown {
  const properties = isObject(schema.properties) ? schema.properties : {}
  const sample: Record<string, unknown> = Object.create(null)
  for (const [name, property] of Object.entries(properties)) {
    if (isObject(property) && property.writeOnly !== true) sample[name] = sampleOfSchema(property, root, depth + 1)
  }
  if (isObject(schema.additionalProperties) && Object.keys(properties).length === 0) {
    sample.property1 = sampleOfSchema(schema.additionalProperties, root, depth + 1)
  }
  return sample
}

function sampleOfText({ format, minLength, maxLength }: JsonSchema): string {
  const text = textOfFormat[typeof format === 'string' ? format : ''] ?? 'string'
  const longEnough = typeof minLength === 'number' ? text.padEnd(Math.min(minLength, 1000), 's') : text
  return typeof maxLength === 'number' ? longEnough.slice(0, maxLength) : longEnough
}

function sampleOfNumber({ minimum, maximum, exclusiveMinimum }: JsonSchema): number {
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1
  if (typeof minimum === 'number') return exclusiveMinimum === true ? minimum + 1 : minimum
  return typeof maximum === 'number' && maximum < 0 ? maximum : 0
}

function typeOf({ type, properties, additionalProperties, items }: JsonSchema): string | undefined {
  const [named] = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string' && one !== 'null')
  if (named !== undefined) return named
  if (properties !== undefined || additionalProperties !== undefined) return 'object'
  return items === undefined ? undefined : 'array'
}

/** Over references to references, with all parts of `allOf` in one. */
function resolve(schema: JsonSchema, root: SchemaRoot, seen: ReadonlySet<unknown> = new Set()): JsonSchema {
  if (seen.has(schema)) return {}
  const within = new Set([...seen, schema])
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref.startsWith('#/') ? followPointer(root, schema.$ref.slice(1)) : undefined
    return target === undefined ? {} : resolve(target, root, within)
  }
  if (!Array.isArray(schema.allOf)) return schema
  let merged: JsonSchema = { ...schema, allOf: undefined }
  for (const part of schema.allOf.filter(isObject)) {
    const resolved = resolve(part, root, within)
    const properties = { ...asObject(merged.properties), ...asObject(resolved.properties) }
    merged = { ...resolved, ...merged, ...(Object.keys(properties).length === 0 ? {} : { properties }) }
  }
  return merged
}

const asObject = (value: unknown): JsonSchema => (isObject(value) ? value : {})
