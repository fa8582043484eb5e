import type { ApiProperties, ApiVersionSetProperties, OperationProperties } from '@sluice/contracts'
import type { StoredDocument, StoreReader } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { splitPath } from '../arm/path-pattern.ts'
import type { ApiModel } from '../import-formats/export/api-model.ts'
import type { ImportedSchema } from '../import-formats/imported-api.ts'
import { gatewayUrlsOf } from '../services/gateway-urls.ts'
import type { ServiceAddresses } from '../services/service-addresses.ts'

interface ReadFrom {
  readonly service: string
  readonly api: ApiProperties
  readonly key: string
  /** Everything below the API. */
  readonly below: readonly StoredDocument[]
  readonly addresses: ServiceAddresses
}

/** An API with its operations, schemas and tags, as definitions are written from it. */
export async function readApiModel(reader: StoreReader, from: ReadFrom): Promise<ApiModel> {
  const { service, api, key, below, addresses } = from
  const parts = below.map((document) => ({ document, at: splitPath(document.key.slice(key.length)) }))
  const ofForm = (collection: string, length: number) =>
    parts.filter(({ at }) => at[0] === collection && at.length === length)
  const tagsByOperation = new Map<string, string[]>()
  for (const { at, document } of ofForm('operations', 4)) {
    if (at[2] !== 'tags') continue
    const operation = at[1] ?? ''
    tagsByOperation.set(operation, [...(tagsByOperation.get(operation) ?? []), nameOf(toBody(document).path)])
  }
  const used = new Set([...tagsByOperation.values()].flat().map((id) => id.toLowerCase()))
  const descriptions = new Map(
    ofForm('tagdescriptions', 2).map(({ at, document }) => [at[1], toBody(document).properties]),
  )
  const tags = (await reader.list(toKey(service, '/tags'))).filter((tag) => used.has(nameOf(tag.key)))
  const publicPath = await readPublicPath(reader, service, api)
  return {
    api,
    gatewayUrls: gatewayUrlsOf(addresses, api.protocols).map((url) => `${url}/${publicPath}`),
    operations: ofForm('operations', 2).map(({ at, document }) => {
      const { path, properties } = toBody<OperationProperties>(document)
      return { id: nameOf(path), properties, tags: tagsByOperation.get(at[1] ?? '') ?? [] }
    }),
    schemas: ofForm('schemas', 2).map(({ document }) => {
      const { path, properties } = toBody<Omit<ImportedSchema, 'id'>>(document)
      return { id: nameOf(path), contentType: properties.contentType, document: properties.document }
    }),
    tags: tags.map((tag) => {
      const { path, properties } = toBody<{ readonly displayName: string }>(tag)
      return { id: nameOf(path), displayName: properties.displayName, ...descriptions.get(nameOf(tag.key)) }
    }),
  }
}

/** Suffix, and the version where that is a segment. */
export async function readPublicPath(reader: StoreReader, service: string, api: ApiProperties): Promise<string> {
  if (!api.apiVersion) return api.path
  const set = api.apiVersionSetId ? await reader.get(toKey(service, api.apiVersionSetId)) : undefined
  const scheme = set === undefined ? 'Segment' : toBody<ApiVersionSetProperties>(set).properties.versioningScheme
  return scheme === 'Segment' ? [api.path, api.apiVersion].filter((part) => part !== '').join('/') : api.path
}
