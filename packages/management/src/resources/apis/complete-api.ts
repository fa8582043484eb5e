import { type ApiProperties, AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { type ResourceBody, toBody, type WriteContext } from '../../arm/define-resource.ts'
import { fieldFault } from '../../arm/faults.ts'
import { toKey, toRelativePath } from '../../arm/identity.ts'
import { isJsonObject } from '../../arm/request-body.ts'
import { readApi } from './api-documents.ts'
import { splitApiName } from './api-names.ts'
import { importedOf } from './import-definition.ts'

/** What all revisions of an API share; only the current one can change it. @see reference: API Management, 1.4 */
export const sharedFields = [
  'displayName',
  'type',
  'description',
  'subscriptionRequired',
  'apiVersion',
  'apiVersionDescription',
  'apiVersionSetId',
  'path',
  'protocols',
] as const satisfies readonly (keyof ApiProperties)[]

/** What an API that is made of another one does not take over. */
const ownFields = [
  'apiRevision',
  'apiRevisionDescription',
  'isCurrent',
  'isOnline',
  'apiVersion',
  'apiVersionDescription',
  'apiVersionSetId',
] as const satisfies readonly (keyof ApiProperties)[]

/**
 * What was left out of an API that follows from what it is made of: the current revision, another API, a definition.
 * @throws AppError `ResourceNotFound` for a revision of an API that does not exist
 */
export async function completeApi(properties: JsonObject, context: WriteContext): Promise<JsonObject> {
  const { transaction, service, existing, identifiers, sent } = context
  const { name, revision } = splitApiName(identifiers.apiId ?? '')
  const current = revision === undefined ? undefined : await readApi(transaction, service, name)
  if (revision !== undefined && current === undefined) throw new AppError('ResourceNotFound', { kind: 'Api' })
  const source = await readSourceApi(context)
  const imported: JsonObject = { ...importedOf(context)?.definition.properties }
  const versionSet = await putInlineVersionSet(context)
  // Files say of each revision all that it has, and which one is current.
  const isRestored = context.restored !== undefined
  const completed: JsonObject = {
    ...(current === undefined || isRestored ? {} : without(current.properties, ['apiRevisionDescription', 'isOnline'])),
    ...(source === undefined ? {} : without(source.properties, ownFields)),
    ...mergeImported(imported, existing),
    ...(current === undefined ? {} : pick(current.properties, sharedFields)),
    // Of what was not sent, only a definition that is taken in anew leaves the rest as it was.
    ...properties,
    ...versionSet,
    ...(sent.apiRevision === undefined || (existing !== undefined && !isRestored) || revision !== undefined
      ? { apiRevision: revision ?? existing?.properties.apiRevision ?? '1' }
      : {}),
    isCurrent: revision === undefined,
  }
  // What other APIs have by default is no protocol of a WebSocket API.
  return completed.type === 'websocket' && completed.protocols === undefined
    ? { ...completed, protocols: ['wss'] }
    : completed
}

/** A definition that is imported again renews what it says, but for the backend's address, which may be another by now. */
function mergeImported(imported: JsonObject, existing: ResourceBody | undefined): JsonObject {
  if (existing === undefined || Object.keys(imported).length === 0) return imported
  const { serviceUrl } = existing.properties
  return { ...existing.properties, ...imported, ...(serviceUrl ? { serviceUrl } : {}) }
}

const pick = (properties: ApiProperties, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name))) as JsonObject

const without = (properties: ApiProperties, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name))) as JsonObject

/** The path of the API that this one is made of, where one is named. */
export function sourcePathIn({ raw, service }: Pick<WriteContext, 'raw' | 'service'>): string | undefined {
  const { sourceApiId } = raw
  if (sourceApiId === undefined || sourceApiId === null || sourceApiId === '') return undefined
  const path = typeof sourceApiId === 'string' ? toRelativePath(sourceApiId, service) : undefined
  if (path !== undefined && /^\/apis\/[^/]+$/i.test(path)) return path
  throw sourceFault(`'sourceApiId' must be /apis/{id} of this service.`)
}

const sourceFault = (message: string) =>
  new AppError('ValidationError', {}, { faults: [fieldFault('properties.sourceApiId', message)] })

async function readSourceApi(context: WriteContext): Promise<ResourceBody<ApiProperties> | undefined> {
  const path = sourcePathIn(context)
  if (path === undefined) return undefined
  const { transaction, service } = context
  const { name, revision } = splitApiName(path.slice('/apis/'.length))
  const current = await readApi(transaction, service, name)
  const isCurrent = revision === undefined || current?.properties.apiRevision === revision
  const document = isCurrent ? undefined : await transaction.get(toKey(service.name, path))
  const body = isCurrent ? current : document && toBody<ApiProperties>(document)
  if (body === undefined) throw sourceFault(`The API '${path}' does not exist.`)
  return body
}

/** A version set that comes with its first version. */
async function putInlineVersionSet({ raw, sent, put, environment }: WriteContext): Promise<JsonObject> {
  const details = raw.apiVersionSet
  if (!isJsonObject(details) || sent.apiVersionSetId) return {}
  if (typeof details.id === 'string' && details.id !== '') return { apiVersionSetId: details.id }
  const { name, description = null, versioningScheme, versionQueryName = null, versionHeaderName = null } = details
  const path = `/apiVersionSets/${environment.random.guid()}`
  await put(path, {
    ...(name === undefined ? {} : { displayName: name }),
    ...(versioningScheme === undefined ? {} : { versioningScheme }),
    description,
    versionQueryName,
    versionHeaderName,
  })
  return { apiVersionSetId: path }
}
