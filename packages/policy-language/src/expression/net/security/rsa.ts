import { argumentNullException } from '../failures.ts'
import type { CryptographyServices, HashName, RsaEncryption, RsaKey, RsaSignature } from './cryptography-services.ts'
import { cryptographicException } from './security-failures.ts'

/** `System.Security.Cryptography.RSA`: with the key of a certificate, or one that was imported. */
export class NetRsa {
  #key: RsaKey | undefined

  constructor(key?: RsaKey) {
    this.#key = key
  }

  /**
   * Differs from the reference: where nothing was imported, .NET makes a new key. That takes longer than a call may, and
   * nobody else could know the key.
   * @throws System.Security.Cryptography.CryptographicException
   */
  get key(): RsaKey {
    if (this.#key === undefined) throw cryptographicException('Key does not exist.')
    return this.#key
  }

  set key(key: RsaKey) {
    this.#key = key
  }

  get bits(): number {
    return this.#key?.bits ?? 2048
  }
}

/** `RSACng`: what all keys are on Windows, where the compatible service runs. */
export class NetRsaCng extends NetRsa {}

/** `RSACryptoServiceProvider` */
export class NetRsaProvider extends NetRsa {}

export class NetRsaEncryptionPadding {
  readonly padding: RsaEncryption

  constructor(padding: RsaEncryption) {
    this.padding = padding
  }

  static readonly pkcs1 = new NetRsaEncryptionPadding({ kind: 'pkcs1' })
  static readonly oaepSha1 = new NetRsaEncryptionPadding({ kind: 'oaep', hash: 'SHA1' })
  static readonly oaepSha256 = new NetRsaEncryptionPadding({ kind: 'oaep', hash: 'SHA256' })
  static readonly oaepSha384 = new NetRsaEncryptionPadding({ kind: 'oaep', hash: 'SHA384' })
  static readonly oaepSha512 = new NetRsaEncryptionPadding({ kind: 'oaep', hash: 'SHA512' })
}

export class NetRsaSignaturePadding {
  readonly padding: RsaSignature

  constructor(padding: RsaSignature) {
    this.padding = padding
  }

  static readonly pkcs1 = new NetRsaSignaturePadding('pkcs1')
  static readonly pss = new NetRsaSignaturePadding('pss')
}

export class NetHashAlgorithmName {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

const hashNames: readonly string[] = ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512'] satisfies HashName[]

function checkedHash({ name }: NetHashAlgorithmName): HashName {
  if (!hashNames.includes(name)) throw cryptographicException(`'${name}' is not a known hash algorithm.`)
  return name as HashName
}

/** @throws System.Security.Cryptography.CryptographicException for what is too long for the key */
export function rsaEncrypt(
  services: CryptographyServices,
  { key }: NetRsa,
  bytes: Uint8Array | null,
  { padding }: NetRsaEncryptionPadding,
): Uint8Array {
  if (bytes === null) throw argumentNullException('data')
  const result = services.rsaEncrypt(key, padding, bytes)
  if (result === undefined) throw cryptographicException('The parameter is incorrect.')
  return result
}

export function rsaDecrypt(
  services: CryptographyServices,
  { key }: NetRsa,
  bytes: Uint8Array | null,
  { padding }: NetRsaEncryptionPadding,
): Uint8Array {
  if (bytes === null) throw argumentNullException('data')
  assertPrivate(key)
  const result = services.rsaDecrypt(key, padding, bytes)
  if (result === undefined) throw cryptographicException('The parameter is incorrect.')
  return result
}

export function rsaSign(
  services: CryptographyServices,
  { key }: NetRsa,
  bytes: Uint8Array | null,
  { hash, padding }: { readonly hash: NetHashAlgorithmName; readonly padding: NetRsaSignaturePadding },
): Uint8Array {
  if (bytes === null) throw argumentNullException('data')
  assertPrivate(key)
  return services.rsaSign(key, checkedHash(hash), padding.padding, bytes)
}

/** Of a hash that was made before. @throws System.Security.Cryptography.CryptographicException */
export function rsaSignHash(
  services: CryptographyServices,
  { key }: NetRsa,
  digest: Uint8Array | null,
  { hash, padding }: { readonly hash: NetHashAlgorithmName; readonly padding: NetRsaSignaturePadding },
): Uint8Array {
  if (digest === null) throw argumentNullException('hash')
  assertPrivate(key)
  return services.rsaSignHash(key, hashOf(digest, hash, padding), digest)
}

/** @throws System.Security.Cryptography.CryptographicException */
export function rsaVerifyHash(
  services: CryptographyServices,
  { key }: NetRsa,
  digest: Uint8Array | null,
  check: Parameters<typeof rsaVerify>[3],
): boolean {
  if (digest === null) throw argumentNullException('hash')
  if (check.signature === null) throw argumentNullException('signature')
  const { hash, padding, signature } = check
  return services.rsaVerifyHash(key, { hash: hashOf(digest, hash, padding), signature }, digest)
}

const digestLengths: Readonly<Record<HashName, number>> = { MD5: 16, SHA1: 20, SHA256: 32, SHA384: 48, SHA512: 64 }

/** Differs from the reference: hashes are signed with the padding of PKCS #1 only; data with both. */
function hashOf(digest: Uint8Array, algorithm: NetHashAlgorithmName, { padding }: NetRsaSignaturePadding): HashName {
  const hash = checkedHash(algorithm)
  if (padding !== 'pkcs1') throw cryptographicException('Specified padding mode is not valid for this algorithm.')
  if (digest.length !== digestLengths[hash]) throw cryptographicException('The hash is of another length.')
  return hash
}

export function rsaVerify(
  services: CryptographyServices,
  { key }: NetRsa,
  bytes: Uint8Array | null,
  check: {
    readonly hash: NetHashAlgorithmName
    readonly padding: NetRsaSignaturePadding
    readonly signature: Uint8Array | null
  },
): boolean {
  if (bytes === null) throw argumentNullException('data')
  if (check.signature === null) throw argumentNullException('signature')
  const { signature, padding, hash } = check
  return services.rsaVerify(key, { hash: checkedHash(hash), padding: padding.padding, signature }, bytes)
}

function assertPrivate(key: RsaKey): void {
  if (!key.isPrivate) throw cryptographicException('Key does not exist.')
}
