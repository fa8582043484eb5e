import { AppError } from '@sluice/contracts/errors'
import { replaceBlob } from '../metadata/blobs.ts'
import { readContainer } from '../metadata/containers.ts'
import { readConditions } from '../requests/conditions.ts'
import { assertMd5, readContentProperties, readMetadata } from '../requests/metadata-headers.ts'
import { receiveContent } from '../requests/receive-content.ts'
import { defineOperation, mayOnlyCreate } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

const maxBytes = 5000 * 1024 * 1024

export const putBlob = defineOperation({
  title: 'Put Blob',
  needs: 'wc',
  openTo: 'signatures',
  async handle(request, { store, pace }) {
    const { call, header, nowMs } = request
    const type = header('x-ms-blob-type')
    if (type === undefined) throw new AppError('MissingRequiredHeader', { header: 'x-ms-blob-type' })
    if (type === 'PageBlob' || type === 'AppendBlob')
      throw new AppError('StorageOperationNotSupported', { operation: type })
    if (type !== 'BlockBlob') throw new AppError('InvalidHeaderValue', { header: 'x-ms-blob-type', value: type })
    const conditions = readConditions(header)
    const properties = readContentProperties(header, { withStandard: true })
    const metadata = readMetadata(call.headers)
    // What cannot be kept is better refused before it is sent.
    readContainer(store.database, request.container)
    const { expectedMd5, expectedCrc64 } = readChecksums(header)
    const ownMd5 = header('x-ms-blob-content-md5')
    const received = await receiveContent(call.body, store.files, {
      maxBytes,
      expectedMd5: ownMd5 === undefined ? expectedMd5 : [...expectedMd5, ownMd5],
      expectedCrc64,
      withMd5: true,
      pace,
    })
    const segments = received.size === 0 ? [] : [{ block: '', file: received.file, size: received.size }]
    const blob = await store.database
      .commit(() =>
        replaceBlob(store.database, request, segments, {
          properties: { ...properties, ...(received.md5 && { contentMd5: received.md5 }) },
          metadata,
          conditions,
          nowMs,
          mayOnlyCreate: mayOnlyCreate(request),
        }),
      )
      .catch(async (error: unknown) => {
        await store.files.remove([received.file])
        throw error
      })
    if (segments.length === 0) await store.files.remove([received.file])
    store.janitor.wake()
    return {
      status: 201,
      headers: {
        ...toTagHeaders(blob),
        'Content-MD5': received.md5,
        'x-ms-content-crc64': expectedCrc64,
        'x-ms-request-server-encrypted': 'false',
      },
    }
  },
})

/** Checksums of what is sent, by which it is checked. @throws AppError `InvalidMd5`, `InvalidHeaderValue` */
export function readChecksums(header: (name: string) => string | undefined): {
  readonly expectedMd5: readonly string[]
  readonly expectedCrc64: string | undefined
} {
  const md5 = header('content-md5')
  const crc64 = header('x-ms-content-crc64')
  if (md5 !== undefined) assertMd5(md5)
  if (crc64 !== undefined && !/^[A-Za-z0-9+/]{11}=$/.test(crc64)) {
    throw new AppError('InvalidHeaderValue', { header: 'x-ms-content-crc64', value: crc64 })
  }
  return { expectedMd5: md5 === undefined ? [] : [md5], expectedCrc64: crc64 }
}
