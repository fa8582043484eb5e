import { isObject, type JsonSchema } from '../schemas/schema-root.ts'
import type { CompiledApi, CompiledOperation } from '../snapshot/gateway-snapshot.ts'
import { bundleSchema, createDefinitions, toDefs } from './bundle-schema.ts'
import { findType } from './find-type.ts'
import { type BodyField, type Field, toFields } from './tool-fields.ts'

/** An operation as clients of MCP see it. Made when it is first asked for, and kept as long as the operation is the same. */
export interface OperationTool {
  readonly fields: readonly Field[]
  readonly body: BodyField | undefined
  readonly inputSchema: JsonSchema & { readonly type: 'object' }
  /** Undefined = it is not said what answers look like, or they are no objects. */
  readonly outputSchema: (JsonSchema & { readonly type: 'object' }) | undefined
  readonly annotations: {
    readonly readOnlyHint: boolean
    readonly destructiveHint?: boolean
    readonly idempotentHint?: boolean
  }
}

const kept = new WeakMap<
  CompiledOperation,
  { readonly schemas: CompiledApi['schemas']; readonly tool: OperationTool }
>()

export function operationTool(operation: CompiledOperation, api: CompiledApi): OperationTool {
  const known = kept.get(operation)
  if (known !== undefined && known.schemas === api.schemas) return known.tool
  const tool = describeOperation(operation, api)
  kept.set(operation, { schemas: api.schemas, tool })
  return tool
}

function describeOperation(operation: CompiledOperation, api: CompiledApi): OperationTool {
  const { properties } = operation.matched
  const definitions = createDefinitions()
  const { fields, body } = toFields(operation, api, definitions)
  const inputs = [...fields, ...(body === undefined ? [] : [body])]
  const required = inputs.filter((field) => field.isRequired).map(({ property }) => property)
  return {
    fields,
    body,
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(inputs.map(({ property, schema }) => [property, schema])),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
      ...toDefs(definitions),
    },
    outputSchema: outputSchemaOf(operation, api),
    annotations: annotationsOf(properties.method),
  }
}

/** Only where every success looks the same: a client refuses an answer that does not fit. */
function outputSchemaOf({ matched }: CompiledOperation, api: CompiledApi): OperationTool['outputSchema'] {
  const successes = (matched.properties.responses ?? []).filter(
    ({ statusCode }) => statusCode >= 200 && statusCode < 300,
  )
  const [only] = successes
  if (only === undefined || successes.length > 1) return undefined
  const representations = only.representations ?? []
  const [representation] = representations
  if (representation === undefined || representations.some(({ contentType }) => !isJson(contentType))) return undefined
  const type = findType(representation, api)
  if (type === undefined) return undefined
  const definitions = createDefinitions()
  let schema = bundleSchema(type.root, type.pointer, definitions)
  // At its root a client expects the word "object" itself.
  for (let depth = 0; depth < 8 && typeof schema.$ref === 'string'; depth++) {
    schema = definitions.byName.get(schema.$ref.slice('#/$defs/'.length)) ?? {}
  }
  return schema.type === 'object' && isObject(schema.properties)
    ? { ...schema, type: 'object', ...toDefs(definitions) }
    : undefined
}

export const isJson = (contentType: string): boolean => /^application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i.test(contentType)

/** What the method says about what a call does. @see RFC 9110, section 9.2 */
function annotationsOf(method: string): OperationTool['annotations'] {
  switch (method.toUpperCase()) {
    case 'GET':
    case 'HEAD':
    case 'OPTIONS':
      return { readOnlyHint: true }
    case 'PUT':
      return { readOnlyHint: false, destructiveHint: true, idempotentHint: true }
    case 'DELETE':
      return { readOnlyHint: false, destructiveHint: true, idempotentHint: true }
    default:
      return { readOnlyHint: false }
  }
}
