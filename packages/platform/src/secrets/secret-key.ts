import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts/errors'
import { createFileAtomically } from '../files/atomic-file.ts'

const keyBytes = 32

/**
 * The installation's secret key: the configured one, or that of `secret.key` in the data folder, made on first use.
 * @returns 32 bytes
 * @throws AppError `SecretKeyUnusable`
 */
export function loadSecretKey(dataFolder: string, configured?: Uint8Array): Uint8Array {
  if (configured !== undefined) return withLength(configured, 'SLUICE_SECRET_KEY')
  const path = join(dataFolder, 'secret.key')
  const read = () => Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  try {
    try {
      return withLength(read(), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      createFileAtomically(path, `${randomBytes(keyBytes).toString('base64')}\n`)
      return withLength(read(), path)
    }
  } catch (error) {
    if (isAppError(error)) throw error
    throw new AppError('SecretKeyUnusable', { path, reason: (error as Error).message }, { cause: error })
  }
}

function withLength(key: Uint8Array, path: string): Uint8Array {
  if (key.byteLength === keyBytes) return key
  throw new AppError('SecretKeyUnusable', { path, reason: `it holds ${key.byteLength} bytes instead of ${keyBytes}` })
}
