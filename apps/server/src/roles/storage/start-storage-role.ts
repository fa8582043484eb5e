import { randomUUID } from 'node:crypto'
import { createSystemClock } from '@sluice/platform/clock'
import { listenWithNode, withHealthPaths } from '@sluice/platform/http-server'
import { createCallMeter } from '@sluice/platform/metrics'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createSecrets } from '@sluice/platform/secrets'
import { withSpans } from '@sluice/platform/spans'
import { createStorage, openBlobStore } from '@sluice/storage'
import { loadStorageAccount, storageFolder } from '../../storage-account.ts'
import { listenAt, toLocalUrl } from '../listen-at.ts'
import type { StartRole } from '../role.ts'

/** The embedded storage account in this process: its files, its metadata, on HTTP. */
export const startStorageRole: StartRole = async ({ config, log, addresses, spans }) => {
  const secrets = createSecrets(loadSecretKey(config.dataFolder, config.secretKey))
  const account = loadStorageAccount(config, secrets, addresses.current)
  const store = await openBlobStore({ folder: storageFolder(config), clock: createSystemClock(), log })
  try {
    const handler = createStorage({
      store,
      account: {
        names: [account.name, ...account.otherNames],
        key: account.key,
        isBehindTls: config.blobUrl?.startsWith('https:') === true,
        ...ownHostOf(config.blobUrl, account.name),
      },
      log,
      createRequestId: randomUUID,
    })
    const meter = createCallMeter(() => 'blobs')
    const server = await listenAt(
      listenWithNode,
      { host: config.host, port: config.blobPort },
      'SLUICE_BLOB_PORT',
      withHealthPaths(withSpans(meter.around(handler), spans), () => true),
    )
    return {
      addresses: { storage: toLocalUrl('http', config.host, server.port) },
      metrics: [meter.source],
      async close(graceMs) {
        await server.close(graceMs)
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Host of a public address that has the account neither in its path nor in its name. */
function ownHostOf(blobUrl: string | undefined, account: string): { readonly ownHost?: string } {
  if (blobUrl === undefined) return {}
  const { hostname, pathname } = new URL(blobUrl)
  const isElsewhere = pathname.split('/').includes(account) || hostname.startsWith(`${account}.`)
  return isElsewhere ? {} : { ownHost: hostname }
}
