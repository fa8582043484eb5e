import { argumentNullException, argumentOutOfRangeException } from '../failures.ts'
import type { CryptographyServices, HashName } from './cryptography-services.ts'

/** Sizes in bits. */
const hashSizes: Readonly<Record<HashName, number>> = { MD5: 128, SHA1: 160, SHA256: 256, SHA384: 384, SHA512: 512 }

/** `System.Security.Cryptography.HashAlgorithm`: with a key it is an HMAC. */
export class NetHashAlgorithm {
  readonly name: HashName
  key: Uint8Array | undefined
  /** Of the last `ComputeHash`. */
  lastHash: Uint8Array | null = null

  constructor(name: HashName, key?: Uint8Array) {
    this.name = name
    this.key = key
  }

  get hashSize(): number {
    return hashSizes[this.name]
  }
}

/** One of them for each class of .NET, so that a value knows its type. */
export class NetMd5 extends NetHashAlgorithm {}
export class NetSha1 extends NetHashAlgorithm {}
export class NetSha256 extends NetHashAlgorithm {}
export class NetSha384 extends NetHashAlgorithm {}
export class NetSha512 extends NetHashAlgorithm {}
export class NetHmac extends NetHashAlgorithm {}
export class NetHmacMd5 extends NetHmac {}
export class NetHmacSha1 extends NetHmac {}
export class NetHmacSha256 extends NetHmac {}
export class NetHmacSha384 extends NetHmac {}
export class NetHmacSha512 extends NetHmac {}

/** `ComputeHash`, of all bytes or some. @throws System.ArgumentNullException, System.ArgumentOutOfRangeException */
export function computeHash(
  services: CryptographyServices,
  algorithm: NetHashAlgorithm,
  bytes: Uint8Array | null,
  range?: { readonly offset: number; readonly count: number },
): Uint8Array {
  if (bytes === null) throw argumentNullException('buffer')
  if (range !== undefined && (range.offset < 0 || range.count < 0 || range.offset + range.count > bytes.length))
    throw argumentOutOfRangeException('offset')
  const part = range === undefined ? bytes : bytes.subarray(range.offset, range.offset + range.count)
  const hash =
    algorithm.key === undefined
      ? services.hash(algorithm.name, part)
      : services.hmac(algorithm.name, algorithm.key, part)
  algorithm.lastHash = hash
  return hash
}
