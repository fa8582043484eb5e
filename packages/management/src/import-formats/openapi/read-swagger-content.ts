import type { JsonValue } from '@sluice/platform'
import { childOf, childrenOf, type DefinitionNode, isObject, memberOf, textOf } from './definition-node.ts'
import {
  type ContentContext,
  isFormType,
  type Representation,
  type Response,
  readEachResponse,
  readHeaders,
  toPascalCase,
} from './read-openapi-content.ts'
import { type DefinedParameter, swaggerParameters, toParameter } from './read-parameters.ts'

const json = 'application/json'

/** Body and form parameters of 2.0, once per media type that the operation consumes. */
export function readSwaggerBody(
  context: ContentContext,
  operation: DefinitionNode,
  parameters: readonly DefinedParameter[],
): { description?: string; representations?: Representation[] } {
  const consumes = readMediaTypes(context, operation, 'consumes')
  const body = parameters.find(({ location }) => location === 'body')
  if (body !== undefined) {
    const schema = childOf(body.node, 'schema')
    const typeName = schema.value === undefined ? undefined : context.types.nameOf(schema, `${context.name}Request`)
    const description = textOf(body.node, 'description')
    return {
      ...(description === undefined ? {} : { description }),
      representations: (consumes.length > 0 ? consumes : [json]).map((contentType) => ({
        contentType,
        ...(typeName === undefined ? {} : { schemaId: context.types.schemaId, typeName }),
      })),
    }
  }
  const fields = parameters.filter(({ location }) => location === 'formData')
  if (fields.length === 0) return {}
  const hasFile = fields.some(({ node }) => memberOf(node.value, 'type') === 'file')
  const forms = consumes.filter(isFormType)
  const fallback = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded'
  const formParameters = fields.map((field) =>
    toParameter(context.reading, field, swaggerParameters, { types: context.types, prefix: context.name }),
  )
  return {
    representations: (forms.length > 0 ? forms : [fallback]).map((contentType) => ({ contentType, formParameters })),
  }
}

/** `responses` of 2.0, the body of each once per media type that the operation produces. */
export function readSwaggerResponses(context: ContentContext, operation: DefinitionNode): Response[] {
  const produces = readMediaTypes(context, operation, 'produces')
  return readEachResponse(context, childOf(operation, 'responses'), (response, statusCode) => {
    const schema = childOf(response, 'schema')
    const examples = childOf(response, 'examples')
    const hasBody = schema.value !== undefined
    const contentTypes = new Set(hasBody ? (produces.length > 0 ? produces : [json]) : [])
    for (const [contentType] of childrenOf(examples)) if (contentType.includes('/')) contentTypes.add(contentType)
    const typeName = hasBody
      ? context.types.nameOf(
          schema,
          `${context.name}${statusCode}${toPascalCase([...contentTypes][0] ?? json)}Response`,
        )
      : undefined
    return {
      representations: [...contentTypes].map((contentType) => {
        const example = memberOf(examples.value, contentType)
        return {
          contentType,
          ...(typeName === undefined ? {} : { schemaId: context.types.schemaId, typeName }),
          ...(example === undefined ? {} : { examples: { default: { value: example } } }),
        }
      }),
      headers: readHeaders(context, childOf(response, 'headers'), (header) =>
        toParameter(context.reading, header, swaggerParameters, {
          types: context.types,
          prefix: `${context.name}${statusCode}`,
        }),
      ),
    }
  })
}

/** Those of the operation or, where it has none, of the whole definition. */
function readMediaTypes(
  { reading }: ContentContext,
  operation: DefinitionNode,
  name: 'consumes' | 'produces',
): string[] {
  const own = childOf(operation, name)
  const value: JsonValue | undefined = own.value ?? memberOf(reading.root.text.value, name)
  if (value === undefined) return []
  if (Array.isArray(value)) {
    return [
      ...new Set((value as readonly JsonValue[]).filter((entry) => typeof entry === 'string' && entry !== '')),
    ] as string[]
  }
  if (!isObject(own.value) || own.value !== undefined) reading.report(own, `'${name}' has to be a list.`)
  return []
}
