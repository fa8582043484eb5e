import type { JsonObject, JsonValue } from '@sluice/platform'
import { isJsonObject } from '../../arm/request-body.ts'

/** Fields that are there for publishers: where backends are, how they are signed in to, what is noted of somebody. */
const internalFields = ['serviceUrl', 'authenticationSettings', 'sourceApiId', 'backendId', 'note']

/** An answer of the management API without what is no business of developers. */
export async function withoutInternals(response: Response): Promise<Response> {
  if (!(response.headers.get('content-type') ?? '').includes('application/json') || response.status >= 400)
    return response
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify(strip((await response.json()) as JsonValue)), { status: response.status, headers })
}

function strip(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) return value
  if (Array.isArray(value.value)) return { ...value, value: value.value.map(strip) }
  // Lists by tags have the fields of a resource beside its tag, not below `properties`.
  const parts = ['properties', 'api', 'operation', 'product'].map((part) => [part, value[part]] as const)
  const stripped = parts.flatMap(([part, fields]) => (isJsonObject(fields) ? [[part, withoutFields(fields)]] : []))
  return { ...value, ...Object.fromEntries(stripped) }
}

const withoutFields = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !internalFields.includes(name)))
