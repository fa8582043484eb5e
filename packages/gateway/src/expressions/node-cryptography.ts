import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto'
import type { PfxReading } from '@sluice/platform'
import type {
  CertificateData,
  CipherSettings,
  CryptographyServices,
  RsaEncryption,
  RsaSignature,
} from '@sluice/policy-language/expression'
import {
  exportRsaKey,
  importRsaKey,
  nodeRsaKey,
  rsaKeyOf,
  rsaNumbersOf,
  rsaSignHash,
  rsaVerifyHash,
} from './node-rsa-key.ts'
import { readCertificate } from './read-certificate.ts'

/** Opens a PKCS #12 file. */
export type OpenPfx = (file: Uint8Array, password: string) => PfxReading

/**
 * The cryptography of policy expressions, by OpenSSL.
 * @param openPfx without it, no file of PKCS #12 is a certificate
 */
export const createNodeCryptography = (openPfx?: OpenPfx): CryptographyServices =>
  Object.freeze({
    hash: (name, bytes) => new Uint8Array(createHash(name.toLowerCase()).update(bytes).digest()),
    hmac: (name, key, bytes) => new Uint8Array(createHmac(name.toLowerCase(), key).update(bytes).digest()),
    encrypt: (settings, bytes) => runCipher(createCipheriv, settings, bytes),
    decrypt: (settings, bytes) => runCipher(createDecipheriv, settings, bytes),
    readCertificate: (bytes, password) => readCertificate(bytes) ?? readPfxCertificate(bytes, password ?? '', openPfx),
    importRsaKey,
    rsaKeyOf,
    rsaNumbersOf,
    exportRsaKey,
    rsaSignHash,
    rsaVerifyHash,
    rsaEncrypt: (key, padding, bytes) =>
      orUndefined(() => publicEncrypt({ key: nodeRsaKey(key).keyObject, ...paddingOf(padding) }, bytes)),
    rsaDecrypt: (key, padding, bytes) =>
      orUndefined(() => privateDecrypt({ key: nodeRsaKey(key).keyObject, ...paddingOf(padding) }, bytes)),
    rsaSign: (key, hash, padding, bytes) =>
      new Uint8Array(sign(hash, bytes, { key: nodeRsaKey(key).keyObject, ...signaturePadding(padding) })),
    rsaVerify: (key, { hash, padding, signature }, bytes) =>
      verify(hash, bytes, { key: nodeRsaKey(key).keyObject, ...signaturePadding(padding) }, signature),
  } satisfies CryptographyServices)

function readPfxCertificate(
  bytes: Uint8Array,
  password: string,
  openPfx: OpenPfx | undefined,
): CertificateData | 'wrong-password' | undefined {
  const reading = openPfx?.(bytes, password)
  if (reading === undefined) return undefined
  if ('fault' in reading) return reading.fault === 'wrong-password' ? 'wrong-password' : undefined
  const { certificateChain, privateKey } = reading.contents
  return readCertificate(Buffer.from(certificateChain), { privateKey: () => createPrivateKey(privateKey) })
}

const runCipher = (
  create: typeof createCipheriv | typeof createDecipheriv,
  settings: CipherSettings,
  bytes: Uint8Array,
): Uint8Array | undefined =>
  orUndefined(() => {
    const cipher = create(cipherName(settings), keyOf(settings), vectorOf(settings))
    cipher.setAutoPadding(settings.padding === 'PKCS7')
    return Buffer.concat([cipher.update(bytes), cipher.final()])
  })

/** The single DES that OpenSSL no longer has is the triple one with one key thrice. */
function cipherName({ algorithm, key, mode }: CipherSettings): string {
  // .NET's feedback mode works by the byte.
  const suffix = mode === 'CFB' ? 'cfb8' : mode.toLowerCase()
  return algorithm === 'AES' ? `aes-${key.length * 8}-${suffix}` : `des-ede3${mode === 'ECB' ? '' : `-${suffix}`}`
}

function keyOf({ algorithm, key }: CipherSettings): Uint8Array {
  if (algorithm === 'AES' || key.length === 24) return key
  return key.length === 8 ? Buffer.concat([key, key, key]) : Buffer.concat([key, key.subarray(0, 8)])
}

function vectorOf({ mode, iv }: CipherSettings): Uint8Array | null {
  return mode === 'ECB' ? null : iv
}

function paddingOf(padding: RsaEncryption) {
  return padding.kind === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: padding.hash.toLowerCase() }
}

function signaturePadding(padding: RsaSignature) {
  return padding === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}

/** What OpenSSL refuses is wrong data: the expression gets .NET's exception for it. */
function orUndefined(run: () => Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(run())
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
