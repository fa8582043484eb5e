import { element, textElement, toXml, type XmlNode } from '../answers/xml.ts'
import type { StoredBlob } from '../metadata/blobs.ts'
import { type Metadata, readContainer } from '../metadata/containers.ts'
import { type BlobListEntry, listBlobs as readPage } from '../metadata/list-blobs.ts'
import { toPlainTag } from '../metadata/numbers.ts'
import { defaultContentType } from '../requests/metadata-headers.ts'
import { readIncluded, readLimit, readMarker, toMarker } from './paging.ts'
import { defineOperation } from './storage-operation.ts'

export const listBlobs = defineOperation({
  title: 'List Blobs',
  needs: 'l',
  openTo: 'signatures',
  handle(request, services) {
    const { query } = request
    const { database } = services.store
    const prefix = query.get('prefix') ?? ''
    const delimiter = query.get('delimiter') ?? ''
    const limit = readLimit(query)
    const included = readIncluded(query)
    const { entries, next } = readPage(database, {
      container: readContainer(database, request.container).id,
      prefix,
      delimiter,
      from: readMarker(query),
      limit,
      withUncommitted: included.has('uncommittedblobs'),
    })
    const root = {
      name: 'EnumerationResults',
      attributes: { ServiceEndpoint: `${request.endpoint}/`, ContainerName: request.container },
      content: [
        textElement('Prefix', prefix || undefined),
        textElement('Marker', query.get('marker') || undefined),
        textElement('MaxResults', query.has('maxresults') ? limit : undefined),
        textElement('Delimiter', delimiter || undefined),
        element('Blobs', ...entries.map((entry) => toElement(entry, included))),
        element('NextMarker', ...(next === undefined ? [] : [toMarker(next)])),
      ].filter((node) => node !== undefined),
    }
    return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: toXml(root) }
  },
})

function toElement(entry: BlobListEntry, included: ReadonlySet<string>): XmlNode {
  if (entry.kind === 'prefix') return element('BlobPrefix', textElement('Name', entry.name))
  if (entry.kind === 'uncommitted') {
    const properties = element('Properties', textElement('Content-Length', 0), textElement('BlobType', 'BlockBlob'))
    return element('Blob', textElement('Name', entry.name), properties)
  }
  const { blob } = entry
  return element(
    'Blob',
    textElement('Name', blob.name),
    toPropertiesElement(blob, included),
    included.has('metadata') ? toMetadataElement(blob.metadata) : undefined,
    element('OrMetadata'),
  )
}

function toPropertiesElement({ properties, ...blob }: StoredBlob, included: ReadonlySet<string>): XmlNode {
  const copy = included.has('copy') ? properties.copy : undefined
  return element(
    'Properties',
    textElement('Creation-Time', new Date(blob.createdMs).toUTCString()),
    textElement('Last-Modified', new Date(blob.modifiedMs).toUTCString()),
    textElement('Etag', toPlainTag(blob.tag)),
    textElement('Content-Length', blob.size),
    textElement('Content-Type', properties.contentType ?? defaultContentType),
    textElement('Content-Encoding', properties.contentEncoding ?? ''),
    textElement('Content-Language', properties.contentLanguage ?? ''),
    element('Content-CRC64'),
    textElement('Content-MD5', properties.contentMd5 ?? ''),
    textElement('Cache-Control', properties.cacheControl ?? ''),
    textElement('Content-Disposition', properties.contentDisposition ?? ''),
    textElement('BlobType', 'BlockBlob'),
    textElement('AccessTier', 'Hot'),
    textElement('AccessTierInferred', 'true'),
    textElement('LeaseStatus', 'unlocked'),
    textElement('LeaseState', 'available'),
    textElement('CopyId', copy?.id),
    textElement('CopySource', copy?.source),
    textElement('CopyStatus', copy && 'success'),
    textElement('CopyProgress', copy && `${blob.size}/${blob.size}`),
    textElement('CopyCompletionTime', copy && new Date(copy.completedMs).toUTCString()),
    textElement('ServerEncrypted', 'false'),
  )
}

export const toMetadataElement = (metadata: Metadata): XmlNode =>
  element('Metadata', ...Object.entries(metadata).map(([name, value]) => textElement(name, value)))
