import type { StorageAccount } from '@sluice/contracts'
import { describeAccountClient } from './account-client.suite.ts'
import { createAzureBlobs } from './azure-blobs.ts'
import { azuriteAccount, azuriteKey, startAzurite } from './azurite.fixture.ts'
import { createEmbeddedClient } from './embedded-client.ts'
import { createMemoryAccount } from './memory-account.ts'

describeAccountClient({
  name: 'an account in memory',
  start: async () => ({ client: createMemoryAccount(), close: async () => {} }),
})

describeAccountClient({
  name: 'an account at a storage service',
  async start() {
    const azurite = await startAzurite()
    const account: StorageAccount = {
      name: azuriteAccount,
      otherNames: [],
      key: azuriteKey,
      endpoint: () => azurite.serviceUrl,
      publicEndpoint: () => azurite.serviceUrl,
    }
    const blobs = createAzureBlobs({ embedded: () => account })
    return {
      client: createEmbeddedClient(account, blobs),
      async close() {
        blobs.close()
        await azurite.close()
      },
    }
  },
})
