import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Addresses } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { StorageAccount } from '@sluice/contracts/storage-account'
import type { Secrets } from '@sluice/platform'
import { createFileAtomically } from '@sluice/platform/atomic-file'
import type { Config } from './config.ts'

const keyBytes = 64
const purpose = 'storage/account/key'

/** Where the embedded account has its files. */
export const storageFolder = ({ dataFolder }: Config): string => join(dataFolder, 'storage')
const keyFile = (config: Config): string => join(storageFolder(config), 'account.key')

/**
 * The embedded account with its key, which the first role that asks makes.
 * @throws AppError `SettingsInvalid`, `SecretUnreadable`
 */
export function loadStorageAccount(config: Config, secrets: Secrets, addresses: () => Addresses): StorageAccount {
  if (config.storageUrl !== undefined && config.blobKey === undefined) {
    throw new AppError('SettingsInvalid', {
      faults: 'SLUICE_STORAGE_URL needs SLUICE_BLOB_KEY, the key of the account on that machine.',
    })
  }
  return toStorageAccount(config, config.blobKey ?? loadKey(config, secrets, true), addresses)
}

/** The same for a command that only asks: it makes nothing. @throws AppError `NothingInstalled`, `SecretUnreadable` */
export const readStorageAccount = (config: Config, secrets: Secrets, addresses: () => Addresses): StorageAccount =>
  toStorageAccount(config, config.blobKey ?? loadKey(config, secrets, false), addresses)

function toStorageAccount(config: Config, key: string, addresses: () => Addresses): StorageAccount {
  const name = config.blobAccount
  const endpoint = () => {
    const { storage } = addresses()
    return storage === null ? undefined : `${storage}/${name}`
  }
  return {
    name,
    otherNames: config.blobAccountNames.filter((other) => other !== name),
    key,
    endpoint,
    publicEndpoint: () => config.blobUrl ?? endpoint(),
  }
}

function loadKey(config: Config, secrets: Secrets, isMade: boolean): string {
  const file = keyFile(config)
  const read = () => secrets.open(readFileSync(file, 'utf8').trim(), purpose)
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    if (!isMade) throw new AppError('NothingInstalled', { path: config.dataFolder }, { cause: error })
  }
  mkdirSync(storageFolder(config), { recursive: true, mode: 0o700 })
  // Several roles may come here at once: one of them writes, and all read what it wrote.
  createFileAtomically(file, `${secrets.seal(randomBytes(keyBytes).toString('base64'), purpose)}\n`)
  return read()
}
