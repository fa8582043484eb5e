import { storageAccountAnswer } from '@sluice/contracts'
import { defineStudioRoute } from '../studio-route.ts'
import { tag } from './containers.ts'

export const showStorageAccount = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/storage/account',
  tag,
  summary: 'Shows name, key and connection string of the embedded storage account.',
  needs: 'write',
  answers: { 200: storageAccountAnswer },
  handle(_, { storage }) {
    const { name, key, endpoint, connectionString } = storage.access()
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      body: { name, key, endpoint: endpoint ?? null, connectionString: connectionString ?? null },
    }
  },
})
