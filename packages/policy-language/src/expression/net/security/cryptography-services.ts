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

export type RsaEncryption = { readonly kind: 'pkcs1' } | { readonly kind: 'oaep'; readonly hash: HashName }
export type RsaSignature = 'pkcs1' | 'pss'

/** What the engine does not do itself: it is pure, and secrets belong to tested libraries. All is synchronous. */
export interface CryptographyServices {
  hash(name: HashName, bytes: Uint8Array): Uint8Array
  hmac(name: HashName, key: Uint8Array, bytes: Uint8Array): Uint8Array
  /** Undefined when the padding or the length is wrong. */
  encrypt(settings: CipherSettings, bytes: Uint8Array): Uint8Array | undefined
  decrypt(settings: CipherSettings, bytes: Uint8Array): Uint8Array | undefined
  /** A certificate in DER or PEM, or of a PFX; undefined when it is none or the password is wrong. */
  readCertificate(bytes: Uint8Array, password: string | undefined): CertificateData | undefined
  /** Undefined when the text is too long for the key. */
  rsaEncrypt(key: RsaKey, padding: RsaEncryption, bytes: Uint8Array): Uint8Array | undefined
  rsaDecrypt(key: RsaKey, padding: RsaEncryption, bytes: Uint8Array): Uint8Array | undefined
  rsaSign(key: RsaKey, hash: HashName, padding: RsaSignature, bytes: Uint8Array): Uint8Array
  rsaVerify(
    key: RsaKey,
    check: { readonly hash: HashName; readonly padding: RsaSignature; readonly signature: Uint8Array },
    bytes: Uint8Array,
  ): boolean
}
