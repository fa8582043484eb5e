import {
  NetHashAlgorithmName,
  NetRsa,
  NetRsaCng,
  NetRsaEncryptionPadding,
  NetRsaProvider,
  NetRsaSignaturePadding,
  rsaDecrypt,
  rsaEncrypt,
  rsaSign,
  rsaSignHash,
  rsaVerify,
  rsaVerifyHash,
} from '../../net/security/rsa.ts'
import { importParameters, type NetRsaParameters } from '../../net/security/rsa-keys.ts'
import { defineType, type TypeDefinition, withRun } from '../define-type.ts'
import { rsaKeyMembers, rsaParameters } from './rsa-keys.ts'

const security = 'System.Security.Cryptography'

type Bytes = Uint8Array | null
type Verification = [NetRsa, Bytes, Bytes, NetHashAlgorithmName, NetRsaSignaturePadding]

const hashName = (name: string) => new NetHashAlgorithmName(name)

/** What a public operation of RSA is charged, in steps: it takes about as long as that many. */
const COST = 10_000

/** @see https://learn.microsoft.com/dotnet/api/system.security.cryptography.rsa */
export const rsaTypes: readonly TypeDefinition[] = [
  defineType({
    name: `${security}.HashAlgorithmName`,
    kind: 'struct',
    represents: NetHashAlgorithmName,
    members: {
      'HashAlgorithmName(string name)': hashName,
      'static HashAlgorithmName MD5 { get; }': () => hashName('MD5'),
      'static HashAlgorithmName SHA1 { get; }': () => hashName('SHA1'),
      'static HashAlgorithmName SHA256 { get; }': () => hashName('SHA256'),
      'static HashAlgorithmName SHA384 { get; }': () => hashName('SHA384'),
      'static HashAlgorithmName SHA512 { get; }': () => hashName('SHA512'),
      'string Name { get; }': ({ name }: NetHashAlgorithmName) => name,
    },
    operations: {
      toText: ({ name }: NetHashAlgorithmName) => name,
      keyOf: ({ name }: NetHashAlgorithmName) => name,
    },
  }),
  defineType({
    name: `${security}.RSAEncryptionPadding`,
    kind: 'class',
    represents: NetRsaEncryptionPadding,
    members: {
      'static RSAEncryptionPadding Pkcs1 { get; }': () => NetRsaEncryptionPadding.pkcs1,
      'static RSAEncryptionPadding OaepSHA1 { get; }': () => NetRsaEncryptionPadding.oaepSha1,
      'static RSAEncryptionPadding OaepSHA256 { get; }': () => NetRsaEncryptionPadding.oaepSha256,
      'static RSAEncryptionPadding OaepSHA384 { get; }': () => NetRsaEncryptionPadding.oaepSha384,
      'static RSAEncryptionPadding OaepSHA512 { get; }': () => NetRsaEncryptionPadding.oaepSha512,
    },
  }),
  defineType({
    name: `${security}.RSASignaturePadding`,
    kind: 'class',
    represents: NetRsaSignaturePadding,
    members: {
      'static RSASignaturePadding Pkcs1 { get; }': () => NetRsaSignaturePadding.pkcs1,
      'static RSASignaturePadding Pss { get; }': () => NetRsaSignaturePadding.pss,
    },
  }),
  defineType({
    name: `${security}.AsymmetricAlgorithm`,
    kind: 'class',
    implements: ['IDisposable'],
    members: {
      'int KeySize { get; }': ({ bits }: NetRsa) => bits,
      'string KeyExchangeAlgorithm { get; }': () => 'RSA',
      'string SignatureAlgorithm { get; }': () => 'RSA',
      'void Clear()': () => undefined,
      'void Dispose()': () => undefined,
    },
  }),
  defineType({
    name: `${security}.RSA`,
    kind: 'class',
    extends: 'AsymmetricAlgorithm',
    represents: NetRsa,
    members: {
      'static RSA Create()': () => new NetRsaCng(),
      'static RSA Create(RSAParameters parameters)': withRun((run, parameters: NetRsaParameters) => {
        run.step(COST)
        const rsa = new NetRsaCng()
        importParameters(run.services.cryptography, rsa, parameters)
        return rsa
      }),
      ...rsaKeyMembers,
      'byte[] Encrypt(byte[] data, RSAEncryptionPadding padding)': withRun(
        (run, rsa: NetRsa, bytes: Bytes, padding: NetRsaEncryptionPadding) => {
          run.step(COST)
          return rsaEncrypt(run.services.cryptography, rsa, bytes, padding)
        },
      ),
      'byte[] Decrypt(byte[] data, RSAEncryptionPadding padding)': withRun(
        (run, rsa: NetRsa, bytes: Bytes, padding: NetRsaEncryptionPadding) => {
          run.step(COST)
          return rsaDecrypt(run.services.cryptography, rsa, bytes, padding)
        },
      ),
      'byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)': withRun(
        (run, ...[rsa, bytes, hash, padding]: [NetRsa, Bytes, NetHashAlgorithmName, NetRsaSignaturePadding]) => {
          run.step(COST)
          return rsaSign(run.services.cryptography, rsa, bytes, { hash, padding })
        },
      ),
      'byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)': withRun(
        (run, ...[rsa, digest, hash, padding]: [NetRsa, Bytes, NetHashAlgorithmName, NetRsaSignaturePadding]) => {
          run.step(COST)
          return rsaSignHash(run.services.cryptography, rsa, digest, { hash, padding })
        },
      ),
      'bool VerifyHash(byte[] hash, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)':
        withRun((run, ...[rsa, digest, signature, hash, padding]: Verification) => {
          run.step(COST)
          return rsaVerifyHash(run.services.cryptography, rsa, digest, { hash, padding, signature })
        }),
      'bool VerifyData(byte[] data, byte[] signature, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)':
        withRun((run, ...[rsa, bytes, signature, hash, padding]: Verification) => {
          run.step(COST)
          return rsaVerify(run.services.cryptography, rsa, bytes, { hash, padding, signature })
        }),
    },
  }),
  defineType({
    name: `${security}.RSACng`,
    kind: 'class',
    extends: 'RSA',
    represents: NetRsaCng,
    members: { 'RSACng()': () => new NetRsaCng() },
  }),
  defineType({
    name: `${security}.RSACryptoServiceProvider`,
    kind: 'class',
    extends: 'RSA',
    represents: NetRsaProvider,
    members: { 'RSACryptoServiceProvider()': () => new NetRsaProvider() },
  }),
  rsaParameters,
]
