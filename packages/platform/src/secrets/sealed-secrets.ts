import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import type { Secrets } from './secrets.ts'

const nonceBytes = 12
const tagBytes = 16
const prefix = 'sealed:1:'

/** One key for one use, derived from the installation's secret key (32 bytes). */
export const deriveKey = (masterKey: Uint8Array, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, 'sluice', use, 32))

/** @param masterKey 32 bytes */
export function createSecrets(masterKey: Uint8Array): Secrets {
  const sealingKey = deriveKey(masterKey, 'seal')
  const lookupKey = deriveKey(masterKey, 'lookup')
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return prefix + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, purpose) {
      try {
        if (!sealed.startsWith(prefix)) throw new Error('not a sealed value')
        const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url')
        const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString(
          'utf8',
        )
      } catch (error) {
        throw new AppError('SecretUnreadable', { purpose }, { cause: error })
      }
    },
    lookupHash: (key) => createHmac('sha256', lookupKey).update(key).digest('base64url'),
  }
}
