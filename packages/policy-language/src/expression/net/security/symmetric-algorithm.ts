import { argumentException, argumentNullException } from '../failures.ts'
import type { CipherName, CipherSettings, CryptographyServices } from './cryptography-services.ts'
import { cryptographicException } from './security-failures.ts'

/** The numbers of `CipherMode` and `PaddingMode`. */
export const cipherMode = { CBC: 1, ECB: 2, OFB: 3, CFB: 4, CTS: 5 } as const
export const paddingMode = { None: 1, PKCS7: 2, Zeros: 3, ANSIX923: 4, ISO10126: 5 } as const

/** Sizes in bytes. */
const sizes: Readonly<Record<CipherName, { readonly block: number; readonly keys: readonly number[] }>> = {
  AES: { block: 16, keys: [16, 24, 32] },
  DES: { block: 8, keys: [8] },
  TripleDES: { block: 8, keys: [16, 24] },
}

/** `System.Security.Cryptography.SymmetricAlgorithm` */
export class NetSymmetricAlgorithm {
  readonly algorithm: CipherName
  mode: number = cipherMode.CBC
  padding: number = paddingMode.PKCS7
  #key: Uint8Array
  #iv: Uint8Array

  /** @param randomBytes makes the key and the vector that are there from the start */
  constructor(algorithm: CipherName, randomBytes: (count: number) => Uint8Array) {
    this.algorithm = algorithm
    const { block, keys } = sizes[algorithm]
    this.#key = randomBytes(keys.at(-1) ?? block)
    this.#iv = randomBytes(block)
  }

  get key(): Uint8Array {
    return this.#key
  }

  set key(bytes: Uint8Array) {
    this.#key = checkedKey(this.algorithm, bytes)
  }

  get iv(): Uint8Array {
    return this.#iv
  }

  set iv(bytes: Uint8Array) {
    this.#iv = checkedVector(this.algorithm, bytes)
  }

  /** In bits. */
  get keySize(): number {
    return this.#key.length * 8
  }

  get blockSize(): number {
    return sizes[this.algorithm].block * 8
  }
}

/** `CreateEncryptor`, `CreateDecryptor`: the algorithm at that moment. */
export class NetCryptoTransform {
  readonly settings: CipherSettings & { readonly paddingMode: number }
  readonly isEncryption: boolean

  constructor(settings: CipherSettings & { readonly paddingMode: number }, isEncryption: boolean) {
    this.settings = settings
    this.isEncryption = isEncryption
  }
}

/** The algorithm of a name, as `SymmetricAlgorithm.Create(name)` finds it; undefined for others. */
export function cipherByName(name: string): CipherName | undefined {
  switch (name.toUpperCase().replace(/^SYSTEM\.SECURITY\.CRYPTOGRAPHY\./, '')) {
    case 'AES':
    case 'AESMANAGED':
    case 'AESCRYPTOSERVICEPROVIDER':
    case 'RIJNDAEL':
    case 'RIJNDAELMANAGED':
      return 'AES'
    case 'DES':
      return 'DES'
    case '3DES':
    case 'TRIPLEDES':
    case 'TRIPLE DES':
      return 'TripleDES'
    default:
      return undefined
  }
}

export function transformOf(
  algorithm: NetSymmetricAlgorithm,
  isEncryption: boolean,
  own: { readonly key: Uint8Array; readonly iv: Uint8Array } = algorithm,
): NetCryptoTransform {
  const modes: Readonly<Record<number, CipherSettings['mode']>> = {
    [cipherMode.CBC]: 'CBC',
    [cipherMode.ECB]: 'ECB',
    [cipherMode.CFB]: 'CFB',
  }
  const mode = modes[algorithm.mode]
  if (mode === undefined) throw cryptographicException('Specified cipher mode is not valid for this algorithm.')
  return new NetCryptoTransform(
    {
      algorithm: algorithm.algorithm,
      mode,
      padding: algorithm.padding === paddingMode.PKCS7 ? 'PKCS7' : 'None',
      paddingMode: algorithm.padding,
      key: checkedKey(algorithm.algorithm, own.key),
      iv: checkedVector(algorithm.algorithm, own.iv),
    },
    isEncryption,
  )
}

/** `TransformFinalBlock` over all bytes. @throws System.Security.Cryptography.CryptographicException */
export function transformBytes(
  services: CryptographyServices,
  { settings, isEncryption }: NetCryptoTransform,
  bytes: Uint8Array | null,
): Uint8Array {
  if (bytes === null) throw argumentNullException('inputBuffer')
  const block = sizes[settings.algorithm].block
  const result = isEncryption
    ? services.encrypt(settings, padded(bytes, settings.paddingMode, block))
    : services.decrypt(settings, bytes)
  if (result === undefined)
    throw cryptographicException(
      isEncryption
        ? 'The input data is not a complete block.'
        : bytes.length % block === 0
          ? 'Padding is invalid and cannot be removed.'
          : 'The input data is not a complete block.',
    )
  return isEncryption ? result : unpadded(result, settings.paddingMode, block)
}

/** The kinds of padding that the services do not know. */
function padded(bytes: Uint8Array, mode: number, block: number): Uint8Array {
  if (mode === paddingMode.PKCS7 || mode === paddingMode.None) return bytes
  const missing = mode === paddingMode.Zeros ? (block - (bytes.length % block)) % block : block - (bytes.length % block)
  const result = new Uint8Array(bytes.length + missing)
  result.set(bytes)
  // Of ISO 10126 only the last byte matters; the others may be anything.
  if (mode !== paddingMode.Zeros) result[result.length - 1] = missing
  return result
}

function unpadded(bytes: Uint8Array, mode: number, block: number): Uint8Array {
  if (mode !== paddingMode.ANSIX923 && mode !== paddingMode.ISO10126) return bytes
  const count = bytes.at(-1) ?? 0
  if (count < 1 || count > block || count > bytes.length)
    throw cryptographicException('Padding is invalid and cannot be removed.')
  return bytes.slice(0, bytes.length - count)
}

function checkedKey(algorithm: CipherName, bytes: Uint8Array | null): Uint8Array {
  if (bytes === null) throw argumentNullException('value')
  if (!sizes[algorithm].keys.includes(bytes.length))
    throw cryptographicException('Specified key is not a valid size for this algorithm.')
  return bytes
}

function checkedVector(algorithm: CipherName, bytes: Uint8Array | null): Uint8Array {
  if (bytes === null) throw argumentNullException('value')
  if (bytes.length !== sizes[algorithm].block)
    throw cryptographicException(
      'Specified initialization vector (IV) does not match the block size for this algorithm.',
    )
  return bytes
}

/**
 * The extensions `Encrypt` and `Decrypt` of policy expressions: the named algorithm with CBC and PKCS #7.
 * @see reference: API Management, 3.5
 */
export function namedTransform(
  name: string | null,
  isEncryption: boolean,
  own: { readonly key: Uint8Array; readonly iv: Uint8Array },
): NetCryptoTransform {
  if (name === null) throw argumentNullException('alg')
  const algorithm = cipherByName(name)
  if (algorithm === undefined) throw argumentException(`'${name}' is not a known symmetric algorithm.`, 'alg')
  return transformOf(new NetSymmetricAlgorithm(algorithm, (count) => new Uint8Array(count)), isEncryption, own)
}
