import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
} from 'node:crypto'
import type {
  CipherSettings,
  CryptographyServices,
  RsaEncryption,
  RsaKey,
  RsaSignature,
} from '@sluice/policy-language/expression'
import { NodeRsaKey } from './node-rsa-key.ts'
import { readCertificate } from './read-certificate.ts'

/** The cryptography of policy expressions, by OpenSSL. */
export const nodeCryptography: CryptographyServices = Object.freeze({
  hash: (name, bytes) => new Uint8Array(createHash(name.toLowerCase()).update(bytes).digest()),
  hmac: (name, key, bytes) => new Uint8Array(createHmac(name.toLowerCase(), key).update(bytes).digest()),
  encrypt: (settings, bytes) => runCipher(createCipheriv, settings, bytes),
  decrypt: (settings, bytes) => runCipher(createDecipheriv, settings, bytes),
  readCertificate,
  rsaEncrypt: (key, padding, bytes) =>
    orUndefined(() => publicEncrypt({ key: own(key).keyObject, ...paddingOf(padding) }, bytes)),
  rsaDecrypt: (key, padding, bytes) =>
    orUndefined(() => privateDecrypt({ key: own(key).keyObject, ...paddingOf(padding) }, bytes)),
  rsaSign: (key, hash, padding, bytes) =>
    new Uint8Array(sign(hash, bytes, { key: own(key).keyObject, ...signaturePadding(padding) })),
  rsaVerify: (key, { hash, padding, signature }, bytes) =>
    verify(hash, bytes, { key: own(key).keyObject, ...signaturePadding(padding) }, signature),
} satisfies CryptographyServices)

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

function own(key: RsaKey): NodeRsaKey {
  if (!(key instanceof NodeRsaKey)) throw new TypeError('The key was not made here.')
  return key
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
