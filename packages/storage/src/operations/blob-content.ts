import type { StoredBlob } from '../metadata/blobs.ts'
import { toContentHeaders, toMetadataHeaders } from '../requests/metadata-headers.ts'
import { leaseHeaders, toTagHeaders } from './tag-headers.ts'

/** Headers of a blob in answers to GET and HEAD, but for those of a range. */
export function toBlobHeaders(
  blob: StoredBlob,
  overrides: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const { copy } = blob.properties
  return {
    ...toContentHeaders(blob.properties),
    ...overrides,
    ...toTagHeaders(blob),
    ...toMetadataHeaders(blob.metadata),
    ...leaseHeaders,
    'Accept-Ranges': 'bytes',
    'x-ms-blob-type': 'BlockBlob',
    'x-ms-creation-time': new Date(blob.createdMs).toUTCString(),
    'x-ms-server-encrypted': 'false',
    'x-ms-copy-id': copy?.id,
    'x-ms-copy-source': copy?.source,
    'x-ms-copy-status': copy && 'success',
    'x-ms-copy-progress': copy && `${blob.size}/${blob.size}`,
    'x-ms-copy-completion-time': copy && new Date(copy.completedMs).toUTCString(),
  }
}
