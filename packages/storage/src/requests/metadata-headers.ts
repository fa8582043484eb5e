import { AppError } from '@sluice/contracts/errors'
import type { ContentProperties } from '../metadata/blobs.ts'
import type { Metadata } from '../metadata/containers.ts'
import { toHeaderValue } from './storage-request.ts'

const metadataPrefix = 'x-ms-meta-'
const maxMetadataBytes = 8192

/** @throws AppError `InvalidMetadata`, `MetadataTooLarge` */
export function readMetadata(headers: readonly string[]): Metadata {
  const metadata: Record<string, string> = {}
  let bytes = 0
  for (let at = 0; at < headers.length; at += 2) {
    const given = headers[at] as string
    if (!given.toLowerCase().startsWith(metadataPrefix)) continue
    const name = given.slice(metadataPrefix.length)
    const value = Buffer.from(headers[at + 1] as string, 'latin1').toString('utf8')
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || /\p{Cc}|\ufffd/u.test(value)) {
      throw new AppError('InvalidMetadata', {})
    }
    metadata[name] = value
    bytes += name.length + Buffer.byteLength(value)
  }
  if (bytes > maxMetadataBytes) throw new AppError('MetadataTooLarge', {})
  return metadata
}

export const toMetadataHeaders = (metadata: Metadata): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([name, value]) => [metadataPrefix + name, toHeaderValue(value)]))

const fields = {
  contentType: 'content-type',
  contentEncoding: 'content-encoding',
  contentLanguage: 'content-language',
  contentDisposition: 'content-disposition',
  cacheControl: 'cache-control',
  contentMd5: 'content-md5',
} as const satisfies Partial<Record<keyof ContentProperties, string>>

type Field = keyof typeof fields
const longest = 1024

/**
 * What `x-ms-blob-content-type` and its like say of the content.
 * @param withStandard whether the standard headers of the request count where those are missing
 * @throws AppError `InvalidHeaderValue`, `InvalidMd5`
 */
export function readContentProperties(
  header: (name: string) => string | undefined,
  { withStandard }: { readonly withStandard: boolean },
): ContentProperties {
  const properties: Partial<Record<Field, string>> = {}
  for (const [field, name] of Object.entries(fields) as [Field, string][]) {
    const value =
      header(`x-ms-blob-${name}`) ?? (withStandard && name !== 'content-disposition' ? header(name) : undefined)
    if (value === undefined || value === '') continue
    if (value.length > longest) throw new AppError('InvalidHeaderValue', { header: name, value })
    properties[field] = value
  }
  if (properties.contentMd5 !== undefined) assertMd5(properties.contentMd5)
  return properties
}

/** @throws AppError `InvalidMd5` */
export function assertMd5(text: string): void {
  if (!/^[A-Za-z0-9+/]{22}==$/.test(text)) throw new AppError('InvalidMd5', {})
}

/** As they stand in answers, without the MD5. */
export function toContentHeaders(properties: ContentProperties): Record<string, string | undefined> {
  const value = (text: string | undefined) => text && toHeaderValue(text)
  return {
    'Content-Type': value(properties.contentType ?? defaultContentType),
    'Content-Encoding': value(properties.contentEncoding),
    'Content-Language': value(properties.contentLanguage),
    'Content-Disposition': value(properties.contentDisposition),
    'Cache-Control': value(properties.cacheControl),
  }
}

export const defaultContentType = 'application/octet-stream'
