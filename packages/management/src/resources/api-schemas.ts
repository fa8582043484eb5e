import {
  type ApiSchemaProperties,
  AppError,
  apiSchemaContentTypes,
  apiSchemaProperties,
  identifiers,
  type OperationProperties,
} from '@sluice/contracts'
import type { JsonObject, JsonValue, StoredDocument } from '@sluice/platform'
import { defineResource, toBody, type WriteContext } from '../arm/define-resource.ts'
import { fieldFault } from '../arm/faults.ts'
import { nameOf } from '../arm/identity.ts'
import { isJsonObject } from '../arm/request-body.ts'

type Member = 'definitions' | 'components'

/** Content types that are JSON, with the member that holds them. */
const memberOf: Readonly<Record<string, Member>> = {
  [apiSchemaContentTypes.components]: 'components',
  [apiSchemaContentTypes.definitions]: 'definitions',
}

/** @see reference: API Management, 1.11 */
export const apiSchemas = defineResource({
  type: 'Microsoft.ApiManagement/service/apis/schemas',
  title: 'Schema',
  path: '/apis/{apiId}/schemas/{schemaId}',
  identifiers: { apiId: identifiers.apiId, schemaId: identifiers.apiSchemaId },
  contract: apiSchemaProperties,
  verbs: ['put', 'delete'],
  filterable: ['name', 'contentType'],
  async prepare({ contentType, document }) {
    return { properties: { contentType, document: readDocument(contentType, document) } }
  },
  toView: ({ properties }) => ({ ...properties, provisioningState: 'Succeeded' }),
  async beforeDelete(context) {
    const users = await findUsers(context)
    if (users.length === 0) return
    if (context.query.get('force') !== 'true') {
      const names = users.map(({ key }) => `'${nameOf(key)}'`).join(', ')
      throw new AppError('OperationNotAllowed', {
        reason: `The schema is used by operations of the API (${names}). Change them first, or add force=true.`,
      })
    }
    const {
      identifiers: { schemaId = '' },
    } = context
    for (const user of users) {
      const { path, properties } = toBody(user)
      await context.put(path, withoutSchema(properties, schemaId) as JsonObject)
    }
  },
})

/** One member, whichever way it was sent: what is JSON is kept as such. */
function readDocument(contentType: string, document: ApiSchemaProperties['document']): ApiSchemaProperties['document'] {
  const member = memberOf[contentType.toLowerCase().split(';')[0]?.trim() ?? '']
  if (member === undefined) {
    if (document.value) return { value: document.value }
    throw documentError('value', `A schema of the content type '${contentType}' is sent as a text in 'value'.`)
  }
  const sent = document[member] ?? document.definitions ?? document.components
  if (sent) return { [member]: sent }
  if (!document.value) throw documentError(member, `'${member}' is required.`)
  let parsed: unknown
  try {
    parsed = JSON.parse(document.value)
  } catch (error) {
    throw documentError('value', `'value' is not JSON: ${(error as Error).message}.`, error)
  }
  if (isJsonObject(parsed)) return { [member]: parsed }
  throw documentError('value', "'value' must be a JSON object.")
}

const documentError = (field: string, message: string, cause?: unknown) =>
  new AppError('ValidationError', {}, { cause, faults: [fieldFault(`properties.document.${field}`, message)] })

/** Operations of the API whose parameters or bodies have a type of this schema. */
async function findUsers({
  transaction,
  key,
  identifiers: { schemaId = '' },
}: WriteContext): Promise<StoredDocument[]> {
  const operations = await transaction.list(key.replace(/\/schemas\/[^/]*$/, '/operations'))
  return operations.filter((operation) =>
    names(toBody<OperationProperties>(operation).properties as JsonValue, schemaId),
  )
}

function names(value: JsonValue | undefined, schemaId: string): boolean {
  if (Array.isArray(value)) return value.some((item) => names(item, schemaId))
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(
    ([field, held]) => isNameOf(field, held, schemaId) || (field !== 'examples' && names(held, schemaId)),
  )
}

function withoutSchema(value: JsonValue | undefined, schemaId: string): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item) => withoutSchema(item, schemaId) ?? null)
  if (!isJsonObject(value)) return value
  const isTyped = Object.entries(value).some(([field, held]) => isNameOf(field, held, schemaId))
  const kept = Object.entries(value).filter(([field]) => !isTyped || (field !== 'schemaId' && field !== 'typeName'))
  return Object.fromEntries(
    kept.map(([field, held]) => [field, field === 'examples' ? held : withoutSchema(held, schemaId)]),
  )
}

const isNameOf = (field: string, value: JsonValue | undefined, schemaId: string) =>
  field === 'schemaId' && typeof value === 'string' && nameOf(value).toLowerCase() === schemaId.toLowerCase()
