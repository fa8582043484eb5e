import { randomBytes, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError, isAppError } from '@sluice/contracts/errors'
import type { JsonValue } from '@sluice/platform'
import { writeFileAtomically } from '@sluice/platform/atomic-file'
import { createSecrets } from '@sluice/platform/secrets'
import { parse } from 'yaml'
import * as z from 'zod'

/** Under what secrets are sealed: the installation's secret key, or a passphrase that another installation is told. */
export type SecretsKey = { readonly masterKey: Uint8Array } | { readonly passphrase: string }

const purpose = 'sluice secrets file'
const sealedFile = z.strictObject({
  sluiceSecrets: z.literal(1),
  key: z.enum(['installation', 'passphrase']),
  salt: z.string().optional(),
  sealed: z.string(),
})
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }

/** Writes secrets for their owner only, sealed. @throws AppError `SecretsFileUnusable` */
export function saveSecretsFile(path: string, secrets: ReadonlyMap<string, JsonValue>, key: SecretsKey): void {
  const salt = randomBytes(16).toString('base64url')
  const sealed = createSecrets(toMasterKey(key, salt)).seal(JSON.stringify(Object.fromEntries(secrets)), purpose)
  const file: z.infer<typeof sealedFile> =
    'passphrase' in key
      ? { sluiceSecrets: 1, key: 'passphrase', salt, sealed }
      : { sluiceSecrets: 1, key: 'installation', sealed }
  try {
    writeFileAtomically(path, `${JSON.stringify(file, undefined, 2)}\n`)
  } catch (error) {
    throw unusable(path, (error as Error).message, error)
  }
}

/**
 * Secrets by name: of a file that an export sealed, or of a plain one (YAML or JSON, name and value) that a vault or a
 * person has written.
 * @throws AppError `SecretsFileUnusable`
 */
export function loadSecretsFile(path: string, key: SecretsKey): ReadonlyMap<string, JsonValue> {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // The words of a parser may show what it read.
    throw unusable(path, (error as NodeJS.ErrnoException).code ?? 'it is neither YAML nor JSON', error)
  }
  const sealed = sealedFile.safeParse(content)
  const plain = sealed.success ? openSealed(path, sealed.data, key) : content
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw unusable(path, 'it must hold names with their values')
  }
  return new Map(Object.entries(plain as Readonly<Record<string, JsonValue>>))
}

function openSealed(path: string, file: z.infer<typeof sealedFile>, key: SecretsKey): unknown {
  const isPassphrase = 'passphrase' in key
  if ((file.key === 'passphrase') !== isPassphrase) {
    throw unusable(
      path,
      isPassphrase
        ? 'it is sealed under the secret key of an installation, not under a passphrase'
        : 'it is sealed under a passphrase; name its file with --passphrase-file',
    )
  }
  try {
    return JSON.parse(createSecrets(toMasterKey(key, file.salt ?? '')).open(file.sealed, purpose))
  } catch (error) {
    if (!isAppError(error)) throw error
    throw unusable(
      path,
      isPassphrase ? 'the passphrase is another one' : 'it was sealed under another secret key',
      error,
    )
  }
}

const toMasterKey = (key: SecretsKey, salt: string): Uint8Array =>
  'masterKey' in key ? key.masterKey : scryptSync(key.passphrase.normalize('NFC'), salt, 32, cost)

const unusable = (path: string, reason: string, cause?: unknown) =>
  new AppError('SecretsFileUnusable', { path, reason }, cause === undefined ? {} : { cause })

/** The first line of a file. @throws AppError `SecretsFileUnusable` */
export function loadPassphrase(path: string): string {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw unusable(path, (error as NodeJS.ErrnoException).code ?? 'it cannot be read', error)
  }
  const passphrase = text.split(/\r?\n/, 1)[0] ?? ''
  if (passphrase.length >= 8) return passphrase
  throw unusable(path, 'its first line must be a passphrase of at least 8 characters')
}
