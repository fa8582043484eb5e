import { randomUUID } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import { findBlob, readBlob, readSegments, replaceBlob } from '../metadata/blobs.ts'
import { findContainer, readContainer } from '../metadata/containers.ts'
import { toStorageError } from '../metadata/metadata-database.ts'
import { assertSource, readConditions } from '../requests/conditions.ts'
import { readMetadata } from '../requests/metadata-headers.ts'
import { defineOperation, mayOnlyCreate, type StorageServices } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

/** Within the account, where a copy is a second name for the same bytes; so it is done when it is answered. */
export const copyBlob = defineOperation({
  title: 'Copy Blob',
  needs: 'wc',
  openTo: 'signatures',
  async handle(request, services) {
    const { call, header, nowMs } = request
    const { store } = services
    const { database } = store
    const source = header('x-ms-copy-source') ?? ''
    const place = services.locateSource(request, source)
    const conditions = readConditions(header)
    const metadata = readMetadata(call.headers)
    readContainer(database, request.container)
    if (findContainer(database, place.container) === undefined || findBlob(database, place) === undefined) {
      throw new AppError('CannotVerifyCopySource', { reason: 'it is not there' })
    }
    const from = readBlob(database, place)
    assertSource(readConditions(header, 'x-ms-source-'), from)
    const segments = await copySegments(store, from.version)
    const id = randomUUID()
    const blob = await database
      .commit(() =>
        replaceBlob(database, request, segments, {
          properties: { ...from.properties, copy: { id, source: source.replace(/\?.*$/s, ''), completedMs: nowMs } },
          metadata: Object.keys(metadata).length === 0 ? from.metadata : metadata,
          conditions,
          nowMs,
          mayOnlyCreate: mayOnlyCreate(request),
        }),
      )
      .catch(async (error: unknown) => {
        await store.files.remove(segments.map(({ file }) => file))
        throw error
      })
    store.janitor.wake()
    return {
      status: 202,
      headers: { ...toTagHeaders(blob), 'x-ms-copy-id': id, 'x-ms-copy-status': 'success' },
    }
  },
})

async function copySegments(store: StorageServices['store'], version: number) {
  const segments = readSegments(store.database, version)
  const release = store.readers.hold(segments.map(({ file }) => file))
  const copied: { block: string; file: number; size: number }[] = []
  try {
    for (const { block, file, size } of segments) copied.push({ block, file: await store.files.copy(file), size })
    return copied
  } catch (error) {
    await store.files.remove(copied.map(({ file }) => file))
    throw toStorageError(error)
  } finally {
    release()
  }
}
