import type { StorageAccount } from '@sluice/contracts'
import { storageConnectionString } from '@sluice/contracts/storage-account'
import { createSecrets } from '@sluice/platform/secrets'
import { loadAddresses } from './address-file.ts'
import type { Config } from './config.ts'
import { noAddresses } from './role-messages.ts'
import { toLocalUrl } from './roles/listen-at.ts'
import { readSecretKey } from './secret-key-reader.ts'
import { readStorageAccount } from './storage-account.ts'

/** The embedded account as commands see it. */
export interface InstalledAccount {
  readonly account: StorageAccount
  /** Null while it does not run, and its port is a free one. */
  readonly blobEndpoint: string | null
  readonly connectionString: string | null
}

/** @throws AppError `NothingInstalled`, `SecretUnreadable` */
export function readInstalledAccount(config: Config): InstalledAccount {
  // Of a program that is stopped, the address is the one that it will have.
  const usual = config.blobPort === 0 ? null : toLocalUrl('http', config.host, config.blobPort)
  const known = loadAddresses(config.dataFolder)?.storage ?? config.storageUrl ?? usual
  const account = readStorageAccount(config, createSecrets(readSecretKey(config)), () => ({
    ...noAddresses,
    storage: known,
  }))
  const blobEndpoint = account.publicEndpoint() ?? null
  const connectionString =
    blobEndpoint === null ? null : storageConnectionString(account.name, account.key, blobEndpoint)
  return { account, blobEndpoint, connectionString }
}
