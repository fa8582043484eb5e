import type { ApiProperties } from '@sluice/contracts'
import type { JsonObject, StoredDocument, StoreReader, Transaction } from '@sluice/platform'
import { type ResourceBody, toBody } from '../../arm/define-resource.ts'
import { collectionOf, nameOf, type ServiceIdentity, serviceKey, toKey } from '../../arm/identity.ts'
import { revisionPrefix } from './api-names.ts'

/** The API or revision of this name. */
export async function readApi(
  reader: StoreReader,
  service: ServiceIdentity,
  name: string,
): Promise<ResourceBody<ApiProperties> | undefined> {
  const document = await reader.get(toKey(service.name, `/apis/${name}`))
  return document && toBody<ApiProperties>(document)
}

/** All revisions of an API but the current one, oldest first. */
export async function otherRevisions(
  reader: StoreReader,
  service: ServiceIdentity,
  name: string,
): Promise<readonly StoredDocument[]> {
  const { documents } = await reader.find({
    from: { collection: `${serviceKey(service.name)}/apis` },
    where: { kind: 'text', field: { kind: 'name' }, test: 'startsWith', value: revisionPrefix(name) },
  })
  return documents
}

/**
 * What no two APIs may share: a suffix, with version and revision. A WebSocket API may have that of an HTTP API: the
 * protocol tells calls apart.
 */
export function placeOf(service: ServiceIdentity, api: ApiProperties): string {
  const family = api.type === 'websocket' ? 'websocket' : 'http'
  return [serviceKey(service.name), family, api.path.toLowerCase(), api.apiVersion ?? '', api.apiRevision].join('|')
}

/** Writes an API whose properties are settled, without asking any rule. */
export async function writeApi(
  transaction: Transaction,
  service: ServiceIdentity,
  path: string,
  properties: ApiProperties,
): Promise<void> {
  const key = toKey(service.name, path)
  await transaction.put(
    { key, collection: collectionOf(key), body: { path, properties: properties as unknown as JsonObject } },
    indexesOf(service, properties),
  )
}

/** Under which values an API is found. */
export const indexesOf = (service: ServiceIdentity, api: ApiProperties) => ({
  unique: { path: placeOf(service, api) },
  ...(api.apiVersionSetId ? { references: { versionSet: toKey(service.name, api.apiVersionSetId) } } : {}),
})

/** Another API at the place of this one. */
export async function holderOf(
  transaction: Transaction,
  service: ServiceIdentity,
  api: ApiProperties,
  key: string,
): Promise<string | undefined> {
  const [holder] = await transaction.findByIndex('path', placeOf(service, api))
  return holder === undefined || holder.key === key ? undefined : nameOf(toBody(holder).path)
}
