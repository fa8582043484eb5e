import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isAppError } from '@sluice/contracts/errors'
import { readSecretKey } from '../secret-key-reader.ts'
import type { Check } from './check.ts'

/** Whether the secret key is there, whole, and its owner's alone. */
export const checkSecretKey: Check = async ({ config }) => {
  const file = join(config.dataFolder, 'secret.key')
  if (config.secretKey !== undefined) return [{ state: 'ok', text: 'set by SLUICE_SECRET_KEY' }]
  if (!existsSync(file)) {
    if (!existsSync(join(config.dataFolder, 'ca.json')))
      return [{ state: 'ok', text: 'will be made at the first start' }]
    return [
      {
        state: 'fail',
        text: `${file} is gone while the data folder is in use`,
        remedy: 'Restore it from a backup, or set SLUICE_SECRET_KEY: what is sealed cannot be opened without it.',
      },
    ]
  }
  try {
    readSecretKey(config)
  } catch (error) {
    if (!isAppError(error)) throw error
    return [{ state: 'fail', text: error.message, remedy: 'Restore it from a backup, or set SLUICE_SECRET_KEY.' }]
  }
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0
  return isOpen
    ? [{ state: 'warn', text: `${file} can be read by others`, remedy: `Run chmod 600 ${file}.` }]
    : [{ state: 'ok', text: file }]
}
