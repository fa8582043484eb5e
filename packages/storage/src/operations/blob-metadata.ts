import { changeBlob, readBlob } from '../metadata/blobs.ts'
import { isUnmodified, readConditions } from '../requests/conditions.ts'
import { readContentProperties, readMetadata, toMetadataHeaders } from '../requests/metadata-headers.ts'
import { defineOperation } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

export const getBlobMetadata = defineOperation({
  title: 'Get Blob Metadata',
  needs: 'r',
  openTo: 'signatures',
  handle(request, { store }) {
    const blob = readBlob(store.database, request)
    if (isUnmodified(readConditions(request.header), blob)) return { status: 304, headers: toTagHeaders(blob) }
    return { status: 200, headers: { ...toTagHeaders(blob), ...toMetadataHeaders(blob.metadata) } }
  },
})

export const setBlobMetadata = defineOperation({
  title: 'Set Blob Metadata',
  needs: 'w',
  openTo: 'signatures',
  async handle(request, { store }) {
    const metadata = readMetadata(request.call.headers)
    const conditions = readConditions(request.header)
    const blob = await store.database.commit(() =>
      changeBlob(store.database, request, { metadata }, { conditions, nowMs: request.nowMs }),
    )
    return { status: 200, headers: { ...toTagHeaders(blob), 'x-ms-request-server-encrypted': 'false' } }
  },
})

/** Properties that are not sent are taken away, as the protocol wants it. */
export const setBlobProperties = defineOperation({
  title: 'Set Blob Properties',
  needs: 'w',
  openTo: 'signatures',
  async handle(request, { store }) {
    const properties = readContentProperties(request.header, { withStandard: false })
    const conditions = readConditions(request.header)
    const blob = await store.database.commit(() => {
      const { copy } = readBlob(store.database, request).properties
      const change = { properties: { ...properties, ...(copy && { copy }) } }
      return changeBlob(store.database, request, change, { conditions, nowMs: request.nowMs })
    })
    return { status: 200, headers: toTagHeaders(blob) }
  },
})
