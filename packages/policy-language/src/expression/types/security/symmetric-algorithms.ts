import { argumentNullException } from '../../net/failures.ts'
import type { CipherName } from '../../net/security/cryptography-services.ts'
import {
  cipherByName,
  cipherMode as modes,
  NetCryptoTransform,
  NetSymmetricAlgorithm,
  namedTransform,
  paddingMode as paddings,
  transformBytes,
  transformOf,
} from '../../net/security/symmetric-algorithm.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineEnum, defineType, type TypeDefinition, withRun } from '../define-type.ts'

const security = 'System.Security.Cryptography'

type Bytes = Uint8Array | null

/** Values of their own class, so that each knows its type. */
export class NetAes extends NetSymmetricAlgorithm {}
export class NetDes extends NetSymmetricAlgorithm {}
export class NetTripleDes extends NetSymmetricAlgorithm {}

const classes: Readonly<Record<CipherName, typeof NetSymmetricAlgorithm>> = {
  AES: NetAes,
  DES: NetDes,
  TripleDES: NetTripleDes,
}

const create = (run: Run, name: CipherName) => new classes[name](name, (count) => run.services.randomBytes(count))

function ownKeys(key: Bytes, iv: Bytes) {
  if (key === null) throw argumentNullException('key')
  if (iv === null) throw argumentNullException('iv')
  return { key, iv }
}

function transform(run: Run, how: NetCryptoTransform, bytes: Bytes): Uint8Array {
  run.step((bytes?.length ?? 0) >> 6)
  return transformBytes(run.services.cryptography, how, bytes)
}

const symmetricAlgorithm = defineType({
  name: `${security}.SymmetricAlgorithm`,
  kind: 'class',
  implements: ['IDisposable'],
  represents: NetSymmetricAlgorithm,
  members: {
    'static SymmetricAlgorithm Create(string algName)': withRun((run, name: string) => {
      const algorithm = cipherByName(name)
      return algorithm === undefined ? null : create(run, algorithm)
    }),
    'byte[] Key { get; set; }': accessors(
      (algorithm: NetSymmetricAlgorithm) => algorithm.key,
      (algorithm: NetSymmetricAlgorithm, key: Uint8Array) => {
        algorithm.key = key
      },
    ),
    'byte[] IV { get; set; }': accessors(
      (algorithm: NetSymmetricAlgorithm) => algorithm.iv,
      (algorithm: NetSymmetricAlgorithm, iv: Uint8Array) => {
        algorithm.iv = iv
      },
    ),
    'CipherMode Mode { get; set; }': accessors(
      (algorithm: NetSymmetricAlgorithm) => algorithm.mode,
      (algorithm: NetSymmetricAlgorithm, mode: number) => {
        algorithm.mode = mode
      },
    ),
    'PaddingMode Padding { get; set; }': accessors(
      (algorithm: NetSymmetricAlgorithm) => algorithm.padding,
      (algorithm: NetSymmetricAlgorithm, padding: number) => {
        algorithm.padding = padding
      },
    ),
    'int KeySize { get; }': (algorithm: NetSymmetricAlgorithm) => algorithm.keySize,
    'int BlockSize { get; }': (algorithm: NetSymmetricAlgorithm) => algorithm.blockSize,
    'ICryptoTransform CreateEncryptor()': (algorithm: NetSymmetricAlgorithm) => transformOf(algorithm, true),
    'ICryptoTransform CreateEncryptor(byte[] rgbKey, byte[] rgbIV)': (
      algorithm: NetSymmetricAlgorithm,
      key: Bytes,
      iv: Bytes,
    ) => transformOf(algorithm, true, ownKeys(key, iv)),
    'ICryptoTransform CreateDecryptor()': (algorithm: NetSymmetricAlgorithm) => transformOf(algorithm, false),
    'ICryptoTransform CreateDecryptor(byte[] rgbKey, byte[] rgbIV)': (
      algorithm: NetSymmetricAlgorithm,
      key: Bytes,
      iv: Bytes,
    ) => transformOf(algorithm, false, ownKeys(key, iv)),
    'void GenerateKey()': withRun((run, algorithm: NetSymmetricAlgorithm) => {
      algorithm.key = run.services.randomBytes(algorithm.key.length)
    }),
    'void GenerateIV()': withRun((run, algorithm: NetSymmetricAlgorithm) => {
      algorithm.iv = run.services.randomBytes(algorithm.iv.length)
    }),
    'void Clear()': () => undefined,
    'void Dispose()': () => undefined,
  },
})

const cryptoTransform = defineType({
  name: `${security}.ICryptoTransform`,
  kind: 'class',
  implements: ['IDisposable'],
  represents: NetCryptoTransform,
  members: {
    'byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)': withRun(
      (run, ...[how, bytes, offset, count]: [NetCryptoTransform, Bytes, number, number]) =>
        transform(run, how, bytes?.subarray(offset, offset + count) ?? null),
    ),
    'void Dispose()': () => undefined,
  },
})

function cipherType(name: string, cipher: CipherName, represents: typeof NetSymmetricAlgorithm): TypeDefinition {
  return defineType({
    name: `${security}.${name}`,
    kind: 'class',
    extends: 'SymmetricAlgorithm',
    represents,
    members: { [`static ${name} Create()`]: withRun((run) => create(run, cipher)) },
  })
}

/** `Encrypt` and `Decrypt` of policy expressions. @see reference: API Management, 3.5 */
const policyExtensions = defineType({
  name: 'Microsoft.Azure.ApiManagement.CryptographyExtensions',
  kind: 'static',
  isHidden: true,
  members: Object.fromEntries(
    (['Encrypt', 'Decrypt'] as const).flatMap((name) => {
      const isEncryption = name === 'Encrypt'
      return [
        [
          `static byte[] ${name}(this byte[] input, string alg, byte[] key, byte[] iv)`,
          withRun((run, ...[input, alg, key, iv]: [Bytes, string | null, Bytes, Bytes]) =>
            transform(run, namedTransform(alg, isEncryption, ownKeys(key, iv)), input),
          ),
        ],
        [
          `static byte[] ${name}(this byte[] input, SymmetricAlgorithm alg)`,
          withRun((run, input: Bytes, algorithm: NetSymmetricAlgorithm) =>
            transform(run, transformOf(algorithm, isEncryption), input),
          ),
        ],
        [
          `static byte[] ${name}(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)`,
          withRun((run, ...[input, algorithm, key, iv]: [Bytes, NetSymmetricAlgorithm, Bytes, Bytes]) =>
            transform(run, transformOf(algorithm, isEncryption, ownKeys(key, iv)), input),
          ),
        ],
      ]
    }),
  ),
})

/** @see https://learn.microsoft.com/dotnet/api/system.security.cryptography.symmetricalgorithm */
export const symmetricAlgorithms: readonly TypeDefinition[] = [
  defineEnum(`${security}.CipherMode`, modes),
  defineEnum(`${security}.PaddingMode`, paddings),
  symmetricAlgorithm,
  cryptoTransform,
  cipherType('Aes', 'AES', NetAes),
  cipherType('DES', 'DES', NetDes),
  cipherType('TripleDES', 'TripleDES', NetTripleDes),
  policyExtensions,
]
