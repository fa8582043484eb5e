import type { OperationProperties } from '@sluice/contracts'
import { childOf, childrenOf, type DefinitionNode, isObject, textOf } from './definition-node.ts'
import { readExamples } from './read-examples.ts'
import { openApiParameters, type ParameterContract, toParameter } from './read-parameters.ts'
import type { Reading } from './reading.ts'
import type { SchemaTypes } from './schema-types.ts'

type Request = NonNullable<OperationProperties['request']>
export type Response = NonNullable<OperationProperties['responses']>[number]
export type Representation = NonNullable<Request['representations']>[number]

export interface ContentContext {
  readonly reading: Reading
  readonly types: SchemaTypes
  /** Path and method, `PetsGet`. */
  readonly name: string
  /** For notes, `GET /pets`. */
  readonly label: string
}

const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i

export const isFormType = (contentType: string): boolean => formTypes.test(contentType)

/** `requestBody` of 3.x. */
export function readRequestBody(
  context: ContentContext,
  entry: DefinitionNode,
): Pick<Request, 'description' | 'representations'> {
  const node = entry.value === undefined ? undefined : context.reading.resolve(entry)
  if (node === undefined) return {}
  if (!isObject(node.value)) {
    context.reading.report(entry, "'requestBody' has to be an object.")
    return {}
  }
  const description = textOf(node, 'description')
  return {
    ...(description === undefined ? {} : { description }),
    representations: readContent(context, childOf(node, 'content'), (type) => `${context.name}${type}Request`),
  }
}

/** `responses` of 3.x. */
export function readResponses(context: ContentContext, node: DefinitionNode): Response[] {
  return readEachResponse(context, node, (response, statusCode) => ({
    representations: readContent(
      context,
      childOf(response, 'content'),
      (type) => `${context.name}${statusCode}${type}Response`,
    ),
    headers: readHeaders(context, childOf(response, 'headers'), (header) =>
      toParameter(context.reading, header, openApiParameters, {
        types: context.types,
        prefix: `${context.name}${statusCode}`,
      }),
    ),
  }))
}

/** What both versions say about responses: a status code each, and a description. */
export function readEachResponse(
  { reading, label }: ContentContext,
  node: DefinitionNode,
  readParts: (response: DefinitionNode, statusCode: string) => Pick<Response, 'representations' | 'headers'>,
): Response[] {
  if (node.value === undefined) return []
  if (!isObject(node.value)) {
    reading.report(node, "'responses' has to be an object.")
    return []
  }
  return childrenOf(node).flatMap(([statusCode, entry]) => {
    if (statusCode.startsWith('x-')) return []
    const response = reading.resolve(entry)
    if (response === undefined) return []
    if (!isObject(response.value)) {
      reading.report(entry, 'A response has to be an object.')
      return []
    }
    if (statusCode === 'default' || /^[1-5]XX$/i.test(statusCode)) {
      reading.notes.add('Responses for other than one status code (default, 4XX) are not part of an operation', label)
      return []
    }
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      reading.report(entry, `'${statusCode}' is no status code.`)
      return []
    }
    const { representations = [], headers = [] } = readParts(response, statusCode)
    return [
      {
        statusCode: Number(statusCode),
        description: textOf(response, 'description') ?? '',
        ...(representations.length > 0 ? { representations } : {}),
        ...(headers.length > 0 ? { headers } : {}),
      },
    ]
  })
}

export function readHeaders(
  { reading }: ContentContext,
  node: DefinitionNode,
  toHeader: (header: { readonly name: string; readonly node: DefinitionNode }) => ParameterContract,
): ParameterContract[] {
  return childrenOf(node).flatMap(([name, entry]) => {
    const header = reading.resolve(entry)
    if (header === undefined || name === '') return []
    if (isObject(header.value)) return [toHeader({ name, node: header })]
    reading.report(entry, 'A header has to be an object.')
    return []
  })
}

function readContent(
  context: ContentContext,
  content: DefinitionNode,
  nameType: (contentType: string) => string,
): Representation[] {
  if (content.value !== undefined && !isObject(content.value)) {
    context.reading.report(content, "'content' has to be an object.")
    return []
  }
  return childrenOf(content).flatMap(([contentType, node]) => {
    if (contentType === '' || contentType.startsWith('x-')) return []
    if (!isObject(node.value)) {
      context.reading.report(node, 'A media type has to be an object.')
      return []
    }
    const schema = childOf(node, 'schema')
    const typeName =
      schema.value === undefined ? undefined : context.types.nameOf(schema, nameType(toPascalCase(contentType)))
    const examples = readExamples(context.reading, node)
    const formParameters = isFormType(contentType) ? readFormFields(context, schema) : []
    return [
      {
        contentType,
        ...(typeName === undefined ? {} : { schemaId: context.types.schemaId, typeName }),
        ...(formParameters.length > 0 ? { formParameters } : {}),
        ...(examples === undefined ? {} : { examples }),
      },
    ]
  })
}

/** The fields of a form, from the properties of its schema. */
function readFormFields({ reading }: ContentContext, schema: DefinitionNode): ParameterContract[] {
  const target = schema.value === undefined ? undefined : reading.resolve(schema)
  if (!isObject(target?.value)) return []
  const required = Array.isArray(target.value.required) ? target.value.required : []
  return childrenOf(childOf(target, 'properties')).flatMap(([name, property]) => {
    const field = reading.resolve(property)
    if (!isObject(field?.value) || name === '') return []
    const { type, description } = field.value
    return [
      {
        name,
        type: typeof type === 'string' && type !== '' ? type : 'string',
        ...(typeof description === 'string' ? { description } : {}),
        required: required.includes(name),
      },
    ]
  })
}

/** `application/json; v=1` → `ApplicationJsonV1`, `/pets/{id}` → `PetsId`. */
export const toPascalCase = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
