import type { ApiSchemaProperties, OperationProperties } from '@sluice/contracts'
import type { CallContext } from '../../pipeline/call-context.ts'

type Response = NonNullable<OperationProperties['responses']>[number]
export type Representation = NonNullable<Response['representations']>[number]
export type Parameter = NonNullable<Response['headers']>[number]

/** Without parameters such as charset, in lower case. */
export const mediaType = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase()

/** What the operation says of a response with the status that is there. */
export const responseOf = ({ operation, response }: CallContext): Response | undefined =>
  operation?.properties.responses?.find(({ statusCode }) => statusCode === response.status)

export const representationsOf = (context: CallContext, isOfRequest: boolean): readonly Representation[] =>
  (isOfRequest ? context.operation?.properties.request?.representations : responseOf(context)?.representations) ?? []

export interface Definition {
  /** Undefined = the API has no such schema. */
  readonly properties: ApiSchemaProperties | undefined
  readonly typeName: string
}

/** The type that a body or parameter is said to be of; undefined when nothing is said. */
export function definitionOf(
  { schemaId, typeName }: Pick<Representation, 'schemaId' | 'typeName'>,
  { apiSchemas }: CallContext,
): Definition | undefined {
  if (!schemaId || !typeName) return undefined
  const name = schemaId.replace(/\/+$/, '').split('/').at(-1)?.toLowerCase() ?? ''
  return { properties: apiSchemas.get(name), typeName }
}
