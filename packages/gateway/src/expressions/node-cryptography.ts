import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSign,
  createVerify,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import type {
  CipherSettings,
  CryptographyServices,
  HashName,
  RsaEncryption,
  RsaSignature,
} from '@sluice/policy-language/expression'
import { keyObjectOf, readCertificate } from './node-certificates.ts'

const digest = (name: HashName): string => name.toLowerCase()

/** Name of a cipher as OpenSSL knows it. */
function cipherName({ algorithm, mode, key }: CipherSettings): string {
  // CFB of .NET Framework works on bytes.
  const suffix = mode === 'CFB' ? 'cfb8' : mode.toLowerCase()
  switch (algorithm) {
    case 'AES':
      return `aes-${key.length * 8}-${suffix}`
    case 'TripleDES':
      return key.length === 16 ? `des-ede-${suffix}` : `des-ede3-${suffix}`
    case 'DES':
      return `des-${suffix}`
  }
}

function runCipher(settings: CipherSettings, bytes: Uint8Array, isDecrypting: boolean): Uint8Array | undefined {
  const iv = settings.mode === 'ECB' ? null : settings.iv
  try {
    const create = isDecrypting ? createDecipheriv : createCipheriv
    const cipher = create(cipherName(settings), settings.key, iv)
    cipher.setAutoPadding(settings.padding === 'PKCS7')
    return new Uint8Array(Buffer.concat([cipher.update(bytes), cipher.final()]))
  } catch {
    // Wrong padding or length: the engine says so in .NET's words.
    return undefined
  }
}

const encryptionOf = (padding: RsaEncryption) =>
  padding.kind === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: digest(padding.hash) }

const signatureOf = (padding: RsaSignature) =>
  padding === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }

/** Cryptography of policy expressions, by Node. */
export const nodeCryptography: CryptographyServices = Object.freeze({
  hash: (name, bytes) => new Uint8Array(createHash(digest(name)).update(bytes).digest()),
  hmac: (name, key, bytes) => new Uint8Array(createHmac(digest(name), key).update(bytes).digest()),
  encrypt: (settings, bytes) => runCipher(settings, bytes, false),
  decrypt: (settings, bytes) => runCipher(settings, bytes, true),
  readCertificate,
  rsaEncrypt(key, padding, bytes) {
    try {
      return new Uint8Array(publicEncrypt({ key: keyObjectOf(key), ...encryptionOf(padding) }, bytes))
    } catch {
      // Too long for the key: the engine says so in .NET's words.
      return undefined
    }
  },
  rsaDecrypt(key, padding, bytes) {
    try {
      return new Uint8Array(privateDecrypt({ key: keyObjectOf(key), ...encryptionOf(padding) }, bytes))
    } catch {
      // As above, for what was encrypted for another key.
      return undefined
    }
  },
  rsaSign: (key, hash, padding, bytes) =>
    new Uint8Array(
      createSign(digest(hash))
        .update(bytes)
        .sign({ key: keyObjectOf(key), ...signatureOf(padding) }),
    ),
  rsaVerify: (key, { hash, padding, signature }, bytes) =>
    createVerify(digest(hash))
      .update(bytes)
      .verify({ key: keyObjectOf(key), ...signatureOf(padding) }, signature),
} satisfies CryptographyServices)
