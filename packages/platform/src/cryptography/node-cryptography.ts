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
import { NodeRsaKey } from './node-rsa-key.ts'
import { readCertificate } from './read-certificate.ts'

interface CipherSettings {
  readonly algorithm: 'AES' | 'DES' | 'TripleDES'
  readonly mode: 'CBC' | 'ECB' | 'CFB'
  readonly padding: 'None' | 'PKCS7'
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

type Encryption = { readonly kind: 'pkcs1' } | { readonly kind: 'oaep'; readonly hash: string }
type Signature = 'pkcs1' | 'pss'

/**
 * The cryptography of policy expressions (`CryptographyServices` of the policy language), by OpenSSL. All is
 * synchronous, because expressions are.
 */
export const nodeCryptography = {
  hash: (name: string, bytes: Uint8Array): Uint8Array => createHash(name.toLowerCase()).update(bytes).digest(),

  hmac: (name: string, key: Uint8Array, bytes: Uint8Array): Uint8Array =>
    createHmac(name.toLowerCase(), key).update(bytes).digest(),

  encrypt: (settings: CipherSettings, bytes: Uint8Array): Uint8Array | undefined => {
    const cipher = createCipheriv(cipherName(settings), keyOf(settings), vectorOf(settings))
    cipher.setAutoPadding(settings.padding === 'PKCS7')
    return orUndefined(() => Buffer.concat([cipher.update(bytes), cipher.final()]))
  },

  decrypt: (settings: CipherSettings, bytes: Uint8Array): Uint8Array | undefined => {
    const cipher = createDecipheriv(cipherName(settings), keyOf(settings), vectorOf(settings))
    cipher.setAutoPadding(settings.padding === 'PKCS7')
    return orUndefined(() => Buffer.concat([cipher.update(bytes), cipher.final()]))
  },

  readCertificate,

  rsaEncrypt: (key: object, padding: Encryption, bytes: Uint8Array): Uint8Array | undefined =>
    orUndefined(() => publicEncrypt({ key: own(key).keyObject, ...paddingOf(padding) }, bytes)),

  rsaDecrypt: (key: object, padding: Encryption, bytes: Uint8Array): Uint8Array | undefined =>
    orUndefined(() => privateDecrypt({ key: own(key).keyObject, ...paddingOf(padding) }, bytes)),

  rsaSign: (key: object, hash: string, padding: Signature, bytes: Uint8Array): Uint8Array =>
    sign(hash, bytes, { key: own(key).keyObject, ...signaturePadding(padding) }),

  rsaVerify: (
    key: object,
    check: { readonly hash: string; readonly padding: Signature; readonly signature: Uint8Array },
    bytes: Uint8Array,
  ): boolean =>
    verify(check.hash, bytes, { key: own(key).keyObject, ...signaturePadding(check.padding) }, check.signature),
}

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

function paddingOf(padding: Encryption) {
  return padding.kind === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: padding.hash.toLowerCase() }
}

function signaturePadding(padding: Signature) {
  return padding === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
}

function own(key: object): NodeRsaKey {
  if (!(key instanceof NodeRsaKey)) throw new TypeError('The key was not made here.')
  return key
}

/** What OpenSSL refuses is wrong data: the expression gets .NET's exception for it. */
function orUndefined(run: () => Uint8Array): Uint8Array | undefined {
  try {
    return run()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}
