import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { explainError } from './explain-error.ts'
import { isObject, type JsonSchema, type SchemaRoot } from './schema-root.ts'

/** How a document wants a schema to be read. */
export interface SchemaOptions {
  /** Undefined = as the schema itself says. */
  readonly allowsAdditionalProperties?: boolean | undefined
  readonly ignoresPropertyCase?: boolean | undefined
  /** Texts are read as the type that is expected, as in a query. */
  readonly coerces?: boolean
}

export interface SchemaFault {
  /** One sentence, in the words of the compatible service. */
  readonly message: string
  /** Place in the body as a JSON pointer; empty = the whole. */
  readonly pointer: string
}

/** Everything that is wrong with a value; empty = it fits. */
export type SchemaCheck = (value: unknown) => readonly SchemaFault[]

const compiled = new WeakMap<SchemaRoot, Map<string, SchemaCheck>>()

/**
 * The check of a part of a schema: compiled once for as long as the schema stays the same.
 * @param pointer `/components/schemas/Order`; empty = the root itself
 * @throws Error when the schema is none
 */
export function compileSchema(root: SchemaRoot, pointer: string, options: SchemaOptions = {}): SchemaCheck {
  const key = JSON.stringify([
    pointer,
    options.allowsAdditionalProperties,
    options.ignoresPropertyCase,
    options.coerces,
  ])
  let checks = compiled.get(root)
  if (checks === undefined) {
    checks = new Map()
    compiled.set(root, checks)
  }
  let check = checks.get(key)
  if (check === undefined) {
    check = compile(root, pointer, options)
    checks.set(key, check)
  }
  return check
}

const rootName = 'https://schema.invalid/root'

function compile(root: SchemaRoot, pointer: string, options: SchemaOptions): SchemaCheck {
  const ajv = new Ajv({
    strict: false,
    validateSchema: false,
    allErrors: true,
    // What every object inherits, such as `constructor`, is no member of a body.
    ownProperties: true,
    verbose: true,
    coerceTypes: options.coerces === true ? 'array' : false,
    // Nobody reads what the library would print of formats that it does not know.
    logger: false,
  })
  addFormats.default(ajv)
  ajv.addSchema(adapt(root, options) as JsonSchema, rootName)
  const validate: ValidateFunction = ajv.compile({ $ref: `${rootName}#${pointer}` })
  return (value) => {
    const checked = options.ignoresPropertyCase === true ? foldNames(value) : value
    if (validate(checked)) return []
    return (validate.errors ?? []).filter(saysSomething).map((error: ErrorObject) => ({
      message: explainError(error),
      pointer: error.instancePath,
    }))
  }
}

/** Of a choice between schemas, what each of them minds says less than that none fits. */
const saysSomething = ({ schemaPath, keyword }: ErrorObject): boolean =>
  keyword !== 'if' && !/\/(?:anyOf|oneOf)\/\d+\//.test(schemaPath)

/** A schema as other readers of JSON schema take it: without what OpenAPI 3.0 writes in its own way, and examples. */
export const toPlainSchema = (schema: JsonSchema): JsonSchema => adapt(schema, {}) as JsonSchema

const schemaMaps = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'schemas', 'dependentSchemas'])

/**
 * What OpenAPI 3.0 writes in its own way, as JSON schema; with the changes that the options ask for.
 * @param isMap whether the members are names that the schema's writer chose
 */
function adapt(value: unknown, options: SchemaOptions, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((item) => adapt(item, options))
  if (!isObject(value)) return value
  const adapted: Record<string, unknown> = Object.create(null)
  for (const [name, member] of Object.entries(value)) {
    if (!isMap && (name === 'example' || name === 'examples' || name === 'default')) continue
    adapted[name] = adapt(member, options, !isMap && schemaMaps.has(name))
  }
  return isMap ? adapted : adaptSchema(adapted, options)
}

function adaptSchema(schema: Record<string, unknown>, options: SchemaOptions): Record<string, unknown> {
  for (const [exclusive, plain] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue
    if (schema[exclusive]) {
      schema[exclusive] = schema[plain]
      delete schema[plain]
    } else delete schema[exclusive]
  }
  if (schema.nullable === true && typeof schema.type === 'string') {
    schema.type = [schema.type, 'null']
    if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
  }
  delete schema.nullable
  // Swagger's type of uploaded files.
  if (schema.type === 'file') delete schema.type
  if (isObject(schema.properties)) {
    if (options.allowsAdditionalProperties !== undefined)
      schema.additionalProperties = options.allowsAdditionalProperties
    if (options.ignoresPropertyCase === true) {
      schema.properties = Object.fromEntries(
        Object.entries(schema.properties).map(([name, property]) => [name.toLowerCase(), property]),
      )
      if (Array.isArray(schema.required)) schema.required = schema.required.map((name) => String(name).toLowerCase())
    }
  }
  return schema
}

function foldNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(foldNames)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), foldNames(member)]))
}
