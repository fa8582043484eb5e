import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'
import { loadSecretKey } from '@sluice/platform/secret-key'
import type { Config } from './config.ts'

/**
 * The secret key of an installation that exists: a command that only asks must not make a new one.
 * @throws AppError `NothingInstalled`, `SecretKeyUnusable`
 */
export function readSecretKey({ dataFolder, secretKey }: Config): Uint8Array {
  if (secretKey === undefined && !existsSync(join(dataFolder, 'secret.key'))) {
    throw new AppError('NothingInstalled', { path: dataFolder })
  }
  return loadSecretKey(dataFolder, secretKey)
}
