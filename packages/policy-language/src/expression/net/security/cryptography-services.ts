import type { CertificateData } from './certificate.ts'

/** The names of `HashAlgorithmName`. */
export type HashName = 'MD5' | 'SHA1' | 'SHA256' | 'SHA384' | 'SHA512'

export type CipherName = 'AES' | 'DES' | 'TripleDES'

/** How a block cipher is to be run. Sizes are checked before. */
export interface CipherSettings {
  readonly algorithm: CipherName
  readonly mode: 'CBC' | 'ECB' | 'CFB'
  readonly padding: 'None' | 'PKCS7'
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

/** A key that only those who made it look into: of a certificate. */
export interface RsaKey {
  readonly bits: number
  readonly isPrivate: boolean
}

/** Numbers of a key, big-endian; the secret ones are all there or none is. Names are those of RFC 8017. */
export interface RsaNumbers {
  readonly n: Uint8Array
  readonly e: Uint8Array
  readonly secret:
    | {
        readonly d: Uint8Array
        readonly p: Uint8Array
        readonly q: Uint8Array
        readonly dp: Uint8Array
        readonly dq: Uint8Array
        readonly qi: Uint8Array
      }
    | undefined
}

/** How a key is written: as RFC 8017 does, PKCS #8, the public key of a certificate, or PEM of any of them. */
export type RsaKeyForm = 'rsa-private' | 'rsa-public' | 'pkcs8' | 'spki' | 'pem'

export type RsaEncryption = { readonly kind: 'pkcs1' } | { readonly kind: 'oaep'; readonly hash: HashName }
export type RsaSignature = 'pkcs1' | 'pss'

/** What the engine does not do itself: it is pure, and secrets belong to tested libraries. All is synchronous. */
export interface CryptographyServices {
  hash(name: HashName, bytes: Uint8Array): Uint8Array
  hmac(name: HashName, key: Uint8Array, bytes: Uint8Array): Uint8Array
  /** Undefined when the padding or the length is wrong. */
  encrypt(settings: CipherSettings, bytes: Uint8Array): Uint8Array | undefined
  decrypt(settings: CipherSettings, bytes: Uint8Array): Uint8Array | undefined
  /** A certificate in DER or PEM, or that of the key in a PFX file; undefined when it is none. */
  readCertificate(bytes: Uint8Array, password: string | undefined): CertificateData | 'wrong-password' | undefined
  /** Undefined when it is no such key. */
  importRsaKey(form: RsaKeyForm, bytes: Uint8Array): RsaKey | undefined
  rsaKeyOf(numbers: RsaNumbers): RsaKey | undefined
  /** The public half; the secret one is never told. */
  rsaNumbersOf(key: RsaKey): RsaNumbers
  exportRsaKey(form: 'rsa-public' | 'spki', key: RsaKey): Uint8Array
  /** Undefined when the text is too long for the key. */
  rsaEncrypt(key: RsaKey, padding: RsaEncryption, bytes: Uint8Array): Uint8Array | undefined
  rsaDecrypt(key: RsaKey, padding: RsaEncryption, bytes: Uint8Array): Uint8Array | undefined
  rsaSign(key: RsaKey, hash: HashName, padding: RsaSignature, bytes: Uint8Array): Uint8Array
  /** Of a hash that was made before, padded as PKCS #1 does. */
  rsaSignHash(key: RsaKey, hash: HashName, digest: Uint8Array): Uint8Array
  rsaVerifyHash(
    key: RsaKey,
    check: { readonly hash: HashName; readonly signature: Uint8Array },
    digest: Uint8Array,
  ): boolean
  rsaVerify(
    key: RsaKey,
    check: { readonly hash: HashName; readonly padding: RsaSignature; readonly signature: Uint8Array },
    bytes: Uint8Array,
  ): boolean
}
