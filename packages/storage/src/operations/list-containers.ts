import { element, textElement, toXml } from '../answers/xml.ts'
import { type Container, listContainers as readContainers } from '../metadata/containers.ts'
import { toPlainTag } from '../metadata/numbers.ts'
import { toMetadataElement } from './list-blobs.ts'
import { readIncluded, readLimit, readMarker, toMarker } from './paging.ts'
import { defineOperation } from './storage-operation.ts'

export const listContainers = defineOperation({
  title: 'List Containers',
  needs: 'l',
  openTo: 'account-signatures',
  handle(request, services) {
    const { query } = request
    const prefix = query.get('prefix') ?? ''
    const limit = readLimit(query)
    const withMetadata = readIncluded(query).has('metadata')
    const from = readMarker(query)
    const found = readContainers(services.store.database, { prefix, from, limit: limit + 1 })
    const root = {
      name: 'EnumerationResults',
      attributes: { ServiceEndpoint: `${request.endpoint}/` },
      content: [
        textElement('Prefix', prefix || undefined),
        textElement('Marker', query.get('marker') || undefined),
        textElement('MaxResults', query.has('maxresults') ? limit : undefined),
        element('Containers', ...found.slice(0, limit).map((container) => toElement(container, withMetadata))),
        textElement('NextMarker', toMarker(found[limit]?.name)),
      ].filter((node) => node !== undefined),
    }
    return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: toXml(root) }
  },
})

function toElement({ name, modifiedMs, tag, metadata }: Container, withMetadata: boolean) {
  const properties = element(
    'Properties',
    textElement('Last-Modified', new Date(modifiedMs).toUTCString()),
    textElement('Etag', toPlainTag(tag)),
    textElement('LeaseStatus', 'unlocked'),
    textElement('LeaseState', 'available'),
    textElement('DefaultEncryptionScope', '$account-encryption-key'),
    textElement('DenyEncryptionScopeOverride', 'false'),
    textElement('HasImmutabilityPolicy', 'false'),
    textElement('HasLegalHold', 'false'),
  )
  return element(
    'Container',
    textElement('Name', name),
    properties,
    withMetadata ? toMetadataElement(metadata) : undefined,
  )
}
