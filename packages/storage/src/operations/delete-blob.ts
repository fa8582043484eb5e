import { deleteBlob as removeBlob } from '../metadata/blobs.ts'
import { readConditions } from '../requests/conditions.ts'
import { defineOperation } from './storage-operation.ts'

export const deleteBlob = defineOperation({
  title: 'Delete Blob',
  needs: 'd',
  openTo: 'signatures',
  async handle(request, { store }) {
    const conditions = readConditions(request.header)
    await store.database.commit(() => removeBlob(store.database, request, conditions))
    store.janitor.wake()
    return { status: 202, headers: { 'x-ms-delete-type-permanent': 'true' } }
  },
})
