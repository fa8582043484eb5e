import { argumentNullException } from '../../net/failures.ts'
import type { HashName } from '../../net/security/cryptography-services.ts'
import {
  computeHash,
  NetHashAlgorithm,
  NetHmac,
  NetHmacMd5,
  NetHmacSha1,
  NetHmacSha256,
  NetHmacSha384,
  NetHmacSha512,
  NetMd5,
  NetSha1,
  NetSha256,
  NetSha384,
  NetSha512,
} from '../../net/security/hash-algorithm.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineType, type TypeDefinition, withRun } from '../define-type.ts'

const security = 'System.Security.Cryptography'

type HashClass = new (name: HashName, key?: Uint8Array) => NetHashAlgorithm

function hash(run: Run, algorithm: NetHashAlgorithm, bytes: Uint8Array | null): Uint8Array {
  // Hashing costs by the byte.
  run.step((bytes?.length ?? 0) >> 6)
  return computeHash(run.services.cryptography, algorithm, bytes)
}

const bases: readonly TypeDefinition[] = [
  defineType({
    name: `${security}.HashAlgorithm`,
    kind: 'class',
    implements: ['IDisposable'],
    represents: NetHashAlgorithm,
    members: {
      'byte[] ComputeHash(byte[] buffer)': withRun(hash),
      'byte[] ComputeHash(byte[] buffer, int offset, int count)': withRun(
        (run, ...[algorithm, bytes, offset, count]: [NetHashAlgorithm, Uint8Array | null, number, number]) =>
          computeHash(run.services.cryptography, algorithm, bytes, { offset, count }),
      ),
      'byte[] Hash { get; }': (algorithm: NetHashAlgorithm) => algorithm.lastHash,
      'int HashSize { get; }': (algorithm: NetHashAlgorithm) => algorithm.hashSize,
      'void Clear()': () => undefined,
      'void Dispose()': () => undefined,
      'static HashAlgorithm Create(string hashName)': (name: string | null) => {
        const made = makers[(name ?? '').toUpperCase().replace('-', '')]
        return made === undefined ? null : new made.type(made.name)
      },
    },
  }),
  defineType({
    name: `${security}.KeyedHashAlgorithm`,
    kind: 'class',
    extends: 'HashAlgorithm',
    members: {
      'byte[] Key { get; set; }': accessors(
        ({ key }: NetHashAlgorithm) => key ?? null,
        (algorithm: NetHashAlgorithm, key: Uint8Array | null) => {
          if (key === null) throw argumentNullException('value')
          algorithm.key = key
        },
      ),
    },
  }),
  defineType({ name: `${security}.HMAC`, kind: 'class', extends: 'KeyedHashAlgorithm', represents: NetHmac }),
]

const makers: Readonly<Record<string, { readonly name: HashName; readonly type: HashClass }>> = {
  MD5: { name: 'MD5', type: NetMd5 },
  SHA1: { name: 'SHA1', type: NetSha1 },
  SHA256: { name: 'SHA256', type: NetSha256 },
  SHA384: { name: 'SHA384', type: NetSha384 },
  SHA512: { name: 'SHA512', type: NetSha512 },
}

/** `SHA256.Create()`, `new SHA256Managed()`, `new SHA256CryptoServiceProvider()`, `SHA256.HashData(bytes)`. */
function hashTypes({ name, type }: { readonly name: HashName; readonly type: HashClass }): TypeDefinition[] {
  const heirs = name === 'MD5' ? ['CryptoServiceProvider'] : ['Managed', 'CryptoServiceProvider']
  return [
    defineType({
      name: `${security}.${name}`,
      kind: 'class',
      extends: 'HashAlgorithm',
      represents: type,
      members: {
        [`static ${name} Create()`]: () => new type(name),
        'static byte[] HashData(byte[] source)': withRun((run, bytes: Uint8Array | null) =>
          hash(run, new type(name), bytes),
        ),
      },
    }),
    ...heirs.map((heir) =>
      defineType({
        name: `${security}.${name}${heir}`,
        kind: 'class',
        extends: name,
        members: { [`${name}${heir}()`]: () => new type(name) },
      }),
    ),
  ]
}

function hmacType(name: HashName, type: HashClass): TypeDefinition {
  const keyBytes = name === 'SHA384' || name === 'SHA512' ? 128 : 64
  return defineType({
    name: `${security}.HMAC${name}`,
    kind: 'class',
    extends: 'HMAC',
    represents: type,
    members: {
      [`HMAC${name}()`]: withRun((run) => new type(name, run.services.randomBytes(keyBytes))),
      [`HMAC${name}(byte[] key)`]: (key: Uint8Array | null) => {
        if (key === null) throw argumentNullException('key')
        return new type(name, key)
      },
      'static byte[] HashData(byte[] key, byte[] source)': withRun((run, key: Uint8Array, bytes: Uint8Array | null) =>
        hash(run, new type(name, key), bytes),
      ),
    },
  })
}

/** @see https://learn.microsoft.com/dotnet/api/system.security.cryptography.hashalgorithm */
export const hashAlgorithms: readonly TypeDefinition[] = [
  ...bases,
  ...Object.values(makers).flatMap(hashTypes),
  hmacType('MD5', NetHmacMd5),
  hmacType('SHA1', NetHmacSha1),
  hmacType('SHA256', NetHmacSha256),
  hmacType('SHA384', NetHmacSha384),
  hmacType('SHA512', NetHmacSha512),
]
