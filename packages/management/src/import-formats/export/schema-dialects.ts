import { schemaKeywords } from '../openapi/schema-keywords.ts'
import { inlineMark } from '../openapi/schema-types.ts'
import { isRecord } from './api-model.ts'

export type SchemaDialect = '2.0' | '3.0' | '3.1'
type Schema = Readonly<Record<string, unknown>>

/**
 * A schema of any version in the words of one version. What that version has no word for is left out.
 * @param renameReference what a `$ref` becomes
 */
export function convertSchema(
  schema: unknown,
  dialect: SchemaDialect,
  renameReference: (reference: string) => string,
): unknown {
  if (typeof schema === 'boolean') return dialect === '3.1' ? schema : schema ? {} : { not: {} }
  if (!isRecord(schema)) return {}
  const members = Object.entries(schema)
    .filter(([key]) => key !== inlineMark)
    .map(([key, value]) => [key, convertMember(key, value)] as const)
  const converted = Object.fromEntries(members)
  if (dialect === '3.1') return toDraft2020(converted)
  const plain = toVersion30(converted)
  return keepKnown(dialect === '2.0' ? toVersion20(plain) : plain, dialect)

  function convertMember(key: string, value: unknown): unknown {
    const convert = (member: unknown) => convertSchema(member, dialect, renameReference)
    if (key === 'enum' && Array.isArray(value)) return withoutRepeated(value)
    if (key === '$ref' && typeof value === 'string') return renameReference(value)
    if (key === 'discriminator' && isRecord(value) && isRecord(value.mapping)) {
      const mapping = Object.entries(value.mapping).map(([name, target]) => [
        name,
        typeof target === 'string' && target.startsWith('#/') ? renameReference(target) : target,
      ])
      return { ...value, mapping: Object.fromEntries(mapping) }
    }
    const kind = schemaKeywords[key]
    if (kind === undefined || kind === 'discriminator') return value
    if (Array.isArray(value)) return value.map(convert)
    if (kind === 'schema') return isRecord(value) ? convert(value) : value
    if (!isRecord(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, Array.isArray(member) ? member : convert(member)]),
    )
  }
}

const withoutRepeated = (values: readonly unknown[]): unknown[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
]

function toDraft2020(schema: Schema): Schema {
  const { nullable, 'x-nullable': xNullable, discriminator, ...rest } = schema
  const result: Record<string, unknown> = { ...rest }
  if ((nullable === true || xNullable === true) && typeof rest.type === 'string') result.type = [rest.type, 'null']
  if (rest.type === 'file') Object.assign(result, { type: 'string', format: 'binary' })
  for (const [exclusive, inclusive] of bounds) {
    if (typeof rest[exclusive] !== 'boolean') continue
    delete result[exclusive]
    if (rest[exclusive] !== true || rest[inclusive] === undefined) continue
    result[exclusive] = rest[inclusive]
    delete result[inclusive]
  }
  if (typeof rest.required === 'boolean') delete result.required
  if (discriminator !== undefined) {
    result.discriminator = typeof discriminator === 'string' ? { propertyName: discriminator } : discriminator
  }
  return result
}

const bounds = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const

function toVersion30(schema: Schema): Schema {
  const { $ref, ...siblings } = schema
  const result: Record<string, unknown> = { ...siblings }
  if (schema['x-nullable'] === true) result.nullable = true
  delete result['x-nullable']
  setType(result, schema.type)
  for (const name of ['anyOf', 'oneOf'] as const) {
    const members = schema[name]
    if (!Array.isArray(members)) continue
    const others = members.filter((member) => !isNull(member))
    if (others.length === members.length) continue
    result.nullable = true
    delete result[name]
    if (others.length > 0) result[name] = others
  }
  if (schema.const !== undefined) result.enum = [schema.const]
  for (const [exclusive, inclusive] of bounds) {
    if (typeof schema[exclusive] !== 'number') continue
    result[inclusive] = schema[exclusive]
    result[exclusive] = true
  }
  if (schema.contentEncoding === 'base64') result.format ??= 'byte'
  else if (schema.contentMediaType === 'application/octet-stream') result.format ??= 'binary'
  if (Array.isArray(schema.examples) && schema.examples.length > 0) result.example ??= schema.examples[0]
  if (!isRecord(result.items)) delete result.items
  if (result.type === 'array') result.items ??= {}
  if (Array.isArray(schema.required) ? schema.required.length === 0 : schema.required !== undefined)
    delete result.required
  if (Array.isArray(result.enum) && result.enum.length === 0) delete result.enum
  if (typeof schema.discriminator === 'string') result.discriminator = { propertyName: schema.discriminator }
  if (typeof $ref !== 'string') return result
  const kept = keepKnown(result, '3.0')
  return Object.keys(kept).length === 0
    ? { $ref }
    : { ...kept, allOf: [{ $ref }, ...(Array.isArray(kept.allOf) ? kept.allOf : [])] }
}

/** A list of types becomes one type that may be null or, where there are several, a choice. */
function setType(result: Record<string, unknown>, type: unknown): void {
  if (type === 'file') Object.assign(result, { type: 'string', format: 'binary' })
  if (type === 'null') {
    delete result.type
    result.nullable = true
  }
  if (!Array.isArray(type)) return
  const names = type.filter((name) => name !== 'null')
  if (names.length < type.length) result.nullable = true
  delete result.type
  if (names.length === 1) [result.type] = names
  else if (names.length > 1 && result.anyOf === undefined) {
    result.anyOf = names.map((name) => (name === 'array' ? { type: name, items: result.items ?? {} } : { type: name }))
  }
}

/** What `{ type: 'null' }` has become by the time its parent is converted. */
const isNull = (schema: unknown): boolean =>
  isRecord(schema) && Object.keys(schema).length === 1 && schema.nullable === true

function toVersion20(schema: Schema): Schema {
  const { nullable, discriminator, ...rest } = schema
  const name = isRecord(discriminator) ? discriminator.propertyName : discriminator
  return {
    ...rest,
    ...(nullable === true ? { 'x-nullable': true } : {}),
    ...(typeof name === 'string' ? { discriminator: name } : {}),
  }
}

const inBoth = [
  ...[
    '$ref',
    'title',
    'description',
    'type',
    'format',
    'default',
    'enum',
    'example',
    'readOnly',
    'xml',
    'externalDocs',
  ],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength', 'pattern'],
  ...['maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties', 'required'],
  ...['items', 'properties', 'additionalProperties', 'allOf', 'discriminator'],
]
const known: Readonly<Record<'2.0' | '3.0', ReadonlySet<string>>> = {
  '2.0': new Set(inBoth),
  '3.0': new Set([...inBoth, 'not', 'oneOf', 'anyOf', 'nullable', 'writeOnly', 'deprecated']),
}

const keepKnown = (schema: Schema, dialect: '2.0' | '3.0'): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([key]) => known[dialect].has(key) || key.startsWith('x-')))
