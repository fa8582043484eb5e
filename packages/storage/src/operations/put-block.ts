import { AppError } from '@sluice/contracts/errors'
import { findBlob } from '../metadata/blobs.ts'
import { stageBlock } from '../metadata/blocks.ts'
import { receiveContent } from '../requests/receive-content.ts'
import { readChecksums } from './put-blob.ts'
import { defineOperation, mayOnlyCreate } from './storage-operation.ts'

const maxBytes = 4000 * 1024 * 1024
const maxIdBytes = 64

export const putBlock = defineOperation({
  title: 'Put Block',
  needs: 'wc',
  openTo: 'signatures',
  async handle(request, { store, pace }) {
    const { call, header, query, nowMs } = request
    if (header('x-ms-copy-source') !== undefined) {
      throw new AppError('StorageOperationNotSupported', { operation: 'Put Block From URL' })
    }
    const block = query.get('blockid') ?? ''
    assertBlockId(block)
    const before = findBlob(store.database, request)
    if (mayOnlyCreate(request) && before !== undefined) throw new AppError('AuthorizationPermissionMismatch', {})
    if (call.body.length === 0) throw new AppError('InvalidHeaderValue', { header: 'Content-Length', value: '0' })
    const { expectedMd5, expectedCrc64 } = readChecksums(header)
    const received = await receiveContent(call.body, store.files, {
      maxBytes,
      expectedMd5,
      expectedCrc64,
      withMd5: false,
      pace,
    })
    await store.database
      .commit(() => stageBlock(store.database, request, { block, ...received }, nowMs))
      .catch(async (error: unknown) => {
        await store.files.remove([received.file])
        throw error
      })
    store.janitor.wake()
    return {
      status: 201,
      headers: {
        'Content-MD5': received.md5,
        'x-ms-content-crc64': expectedCrc64,
        'x-ms-request-server-encrypted': 'false',
      },
    }
  },
})

/** @throws AppError `InvalidBlockId` */
export function assertBlockId(block: string): void {
  const bytes = Buffer.from(block, 'base64')
  if (bytes.length === 0 || bytes.length > maxIdBytes || bytes.toString('base64') !== block) {
    throw new AppError('InvalidBlockId', {})
  }
}
