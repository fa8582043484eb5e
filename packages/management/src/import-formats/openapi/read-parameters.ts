import type { OperationProperties } from '@sluice/contracts'
import type { JsonValue } from '@sluice/platform'
import { childOf, childrenOf, type DefinitionNode, isObject, memberOf, textOf } from './definition-node.ts'
import { readExamples } from './read-examples.ts'
import type { Reading } from './reading.ts'
import type { SchemaTypes } from './schema-types.ts'

export type ParameterContract = NonNullable<OperationProperties['templateParameters']>[number]

/** What a version says about parameters. */
export interface ParameterDialect {
  readonly locations: readonly string[]
  /** The schema of a parameter or header; in 2.0 made of its own keywords. */
  schemaOf(node: DefinitionNode): DefinitionNode | undefined
}

export interface DefinedParameter {
  readonly name: string
  readonly location: string
  readonly node: DefinitionNode
}

/** The parameters of an operation: its own, then those of its path that it does not define itself. */
export function readParameterLists(
  reading: Reading,
  lists: readonly DefinitionNode[],
  dialect: ParameterDialect,
): readonly DefinedParameter[] {
  const found = new Map<string, DefinedParameter>()
  for (const list of lists) {
    if (list.value === undefined) continue
    if (!Array.isArray(list.value)) {
      reading.report(list, "'parameters' has to be a list.")
      continue
    }
    const inThisList = new Set<string>()
    for (const [, entry] of childrenOf(list)) {
      const parameter = readHead(reading, entry, dialect)
      if (parameter === undefined) continue
      const key = `${parameter.location} ${parameter.name}`
      if (inThisList.has(key))
        reading.report(entry, `The ${parameter.location} parameter '${parameter.name}' is there twice.`)
      inThisList.add(key)
      if (!found.has(key)) found.set(key, parameter)
    }
  }
  return [...found.values()]
}

function readHead(reading: Reading, entry: DefinitionNode, dialect: ParameterDialect): DefinedParameter | undefined {
  const node = reading.resolve(entry)
  if (node === undefined) return undefined
  if (!isObject(node.value)) {
    reading.report(entry, 'A parameter has to be an object.')
    return undefined
  }
  const name = textOf(node, 'name')
  const location = textOf(node, 'in')
  if (name === undefined || name === '') {
    reading.report(node, "'name' is required.")
    return undefined
  }
  if (location === undefined || !dialect.locations.includes(location)) {
    const reason = location === undefined ? "'in' is required" : `'in' cannot be '${location}'`
    reading.report(node, `${reason}: it has to be one of ${dialect.locations.join(', ')}.`)
    return undefined
  }
  return { name, location, node }
}

export interface ParameterNaming {
  readonly types: SchemaTypes
  /** What comes before the parameter's name in the name of its type, `PetsGet`. */
  readonly prefix: string
}

/** A parameter, header or form field in the terms of our resources. */
export function toParameter(
  reading: Reading,
  { name, node }: { readonly name: string; readonly node: DefinitionNode },
  dialect: ParameterDialect,
  { types, prefix }: ParameterNaming,
): ParameterContract {
  const schema = dialect.schemaOf(node)
  const target = schema === undefined ? undefined : reading.resolve(schema)
  const facts = target?.value
  const typeName = schema !== undefined && needsType(schema) ? types.nameOf(schema, `${prefix}-${name}`) : undefined
  const fallback = memberOf(facts, 'default')
  const values = memberOf(facts, 'enum')
  const examples = readExamples(reading, node) ?? (schema === node ? undefined : readOwnExample(facts))
  const description = textOf(node, 'description')
  return {
    name,
    type: typeOf(facts),
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { defaultValue: toText(fallback) }),
    required: node.value !== undefined && memberOf(node.value, 'required') === true,
    ...(Array.isArray(values) ? { values: (values as readonly JsonValue[]).map(toText) } : {}),
    ...(typeName === undefined ? {} : { schemaId: types.schemaId, typeName }),
    ...(examples === undefined ? {} : { examples }),
  }
}

/** What a parameter of our resources says by itself; all else needs a type. */
const plainKeywords: ReadonlySet<string> = new Set(['type', 'enum', 'default', 'description', 'example', 'examples'])

function needsType({ value }: DefinitionNode): boolean {
  if (!isObject(value)) return false
  return typeof value.type !== 'string' || Object.keys(value).some((key) => !plainKeywords.has(key))
}

function typeOf(schema: JsonValue | undefined): string {
  const type = memberOf(schema, 'type')
  if (typeof type === 'string' && type !== '') return type
  const first = Array.isArray(type) ? (type as readonly JsonValue[]).find((name) => name !== 'null') : undefined
  if (typeof first === 'string') return first
  if (memberOf(schema, 'properties') !== undefined) return 'object'
  return memberOf(schema, 'items') === undefined ? 'string' : 'array'
}

function readOwnExample(schema: JsonValue | undefined): ParameterContract['examples'] {
  const example = memberOf(schema, 'example')
  return example === undefined ? undefined : { default: { value: example } }
}

/** Texts as they are, all else as JSON. */
export const toText = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null)

/** 3.x: a schema, or the schema of the one media type of `content`. */
export const openApiParameters: ParameterDialect = {
  locations: ['path', 'query', 'header', 'cookie'],
  schemaOf(node) {
    const schema = childOf(node, 'schema')
    if (schema.value !== undefined) return schema
    const [content] = childrenOf(childOf(node, 'content'))
    if (content === undefined) return undefined
    const inContent = childOf(content[1], 'schema')
    return inContent.value === undefined ? undefined : inContent
  },
}

const notOfTheSchema: ReadonlySet<string> = new Set([
  'name',
  'in',
  'description',
  'required',
  'allowEmptyValue',
  'schema',
])

/** 2.0: the keywords stand in the parameter itself. */
export const swaggerParameters: ParameterDialect = {
  locations: ['path', 'query', 'header', 'formData', 'body'],
  schemaOf(node) {
    if (!isObject(node.value)) return undefined
    const keywords = Object.entries(node.value).filter(([key]) => !notOfTheSchema.has(key) && !key.startsWith('x-'))
    return { ...node, value: Object.fromEntries(keywords) }
  },
}
