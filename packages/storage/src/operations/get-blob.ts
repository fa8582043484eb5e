import { createHash } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import { readContent } from '../content/read-content.ts'
import { readBlob, readSegments } from '../metadata/blobs.ts'
import { isUnmodified, readConditions } from '../requests/conditions.ts'
import { type ByteRange, readRange } from '../requests/range.ts'
import type { StorageAnswer, StorageRequest } from '../requests/storage-request.ts'
import { toBlobHeaders } from './blob-content.ts'
import { defineOperation, type StorageServices } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

/** Longest range whose MD5 the protocol gives. */
const maxHashedBytes = 4 * 1024 * 1024

export const getBlob = defineOperation({
  title: 'Get Blob',
  needs: 'r',
  openTo: 'signatures',
  async handle(request, services) {
    const blob = readBlob(services.store.database, request)
    if (isUnmodified(readConditions(request.header), blob)) return { status: 304, headers: toTagHeaders(blob) }
    const range = readRange(request.header, blob.size)
    const { start, end } = range ?? { start: 0, end: blob.size }
    const isHashed = request.header('x-ms-range-get-content-md5')?.toLowerCase() === 'true'
    if (isHashed && (range === undefined || end - start > maxHashedBytes)) {
      throw new AppError('InvalidHeaderValue', { header: 'x-ms-range-get-content-md5', value: 'true' })
    }
    const content = openContent(services, blob.version, { start, end })
    const md5 = isHashed ? await hashOf(openContent(services, blob.version, { start, end }), content) : undefined
    return {
      status: range === undefined ? 200 : 206,
      headers: {
        ...toBlobHeaders(blob, request.access.overrides),
        'Content-Length': String(end - start),
        'Content-Range': range && `bytes ${start}-${end - 1}/${blob.size}`,
        'Content-MD5': range === undefined ? blob.properties.contentMd5 : md5,
        'x-ms-blob-content-md5': range && blob.properties.contentMd5,
      },
      content,
    }
  },
})

export const getBlobProperties = defineOperation({
  title: 'Get Blob Properties',
  needs: 'r',
  openTo: 'signatures',
  handle(request: StorageRequest, { store }): StorageAnswer {
    const blob = readBlob(store.database, request)
    if (isUnmodified(readConditions(request.header), blob)) return { status: 304, headers: toTagHeaders(blob) }
    return {
      status: 200,
      headers: {
        ...toBlobHeaders(blob, request.access.overrides),
        'Content-Length': String(blob.size),
        'Content-MD5': blob.properties.contentMd5,
        'x-ms-access-tier': 'Hot',
        'x-ms-access-tier-inferred': 'true',
      },
    }
  },
})

/** Held from now on, so that the version that was looked up is the one that is read, whatever others do to the blob. */
function openContent({ store }: StorageServices, version: number, { start, end }: ByteRange) {
  const segments = readSegments(store.database, version, start, end)
  const release = store.readers.hold(segments.map(({ file }) => file))
  return { chunks: readContent(store.files.path, segments, start, end), release }
}

type OpenContent = ReturnType<typeof openContent>

/** @param kept is let go of, too, when there is no answer to send it with */
async function hashOf({ chunks, release }: OpenContent, kept: OpenContent): Promise<string> {
  try {
    const hash = createHash('md5')
    for await (const chunk of chunks) hash.update(chunk)
    return hash.digest('base64')
  } catch (error) {
    kept.release()
    throw error
  } finally {
    release()
  }
}
