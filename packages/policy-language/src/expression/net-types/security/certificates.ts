import { argumentNullException } from '../../net/failures.ts'
import { formatDateTime } from '../../net/format/date-format.ts'
import {
  distinguishedName,
  NetCertificate,
  NetDistinguishedName,
  NetOid,
  NetPublicKey,
  nameInfo,
  nameTypes,
  toHex,
} from '../../net/security/certificate.ts'
import type { RsaKey } from '../../net/security/cryptography-services.ts'
import { NetRsaCng } from '../../net/security/rsa.ts'
import { cryptographicException } from '../../net/security/security-failures.ts'
import { dateTimeKind, NetDateTime } from '../../net/time/date-time.ts'
import type { Run } from '../../run/run.ts'
import { defineEnum, defineType, type TypeDefinition, withRun } from '../define-type.ts'

const security = 'System.Security.Cryptography'

/** .NET gives these in local time, which is UTC. */
const local = (ticks: bigint) => new NetDateTime(ticks, dateTimeKind.Local)

function read(run: Run, bytes: Uint8Array | null, password?: string | null): NetCertificate {
  if (bytes === null) throw argumentNullException('rawData')
  const data = run.services.cryptography.readCertificate(bytes, password ?? undefined)
  if (data === 'wrong-password') throw cryptographicException('The specified network password is not correct.')
  if (data === undefined) throw cryptographicException('Cannot find the requested object.')
  return new NetCertificate(data)
}

const contentTypes = { Unknown: 0, Cert: 1, SerializedCert: 2, Pfx: 3, Pkcs12: 3 }

const keyOf = (key: RsaKey | undefined): NetRsaCng | null => (key === undefined ? null : new NetRsaCng(key))

const describe = ({ data }: NetCertificate) =>
  [
    ['Subject', distinguishedName(data.subject)],
    ['Issuer', distinguishedName(data.issuer)],
    ['Serial Number', data.serialNumber],
    ['Not Before', formatDateTime(local(data.notBefore))],
    ['Not After', formatDateTime(local(data.notAfter))],
    ['Thumbprint', toHex(data.hash)],
  ]
    .map(([title, value]) => `[${title}]\r\n  ${value}\r\n`)
    .join('\r\n')

const base = defineType({
  name: `${security}.X509Certificates.X509Certificate`,
  kind: 'class',
  implements: ['IDisposable'],
  members: {
    'string Issuer { get; }': ({ data }: NetCertificate) => distinguishedName(data.issuer),
    'string Subject { get; }': ({ data }: NetCertificate) => distinguishedName(data.subject),
    'byte[] Export(X509ContentType contentType)': ({ data }: NetCertificate, type: number) => {
      // Keys stay where they are.
      if (type !== contentTypes.Cert) throw cryptographicException('The requested operation is not supported.')
      return data.rawData
    },
    'byte[] GetCertHash()': ({ data }: NetCertificate) => data.hash,
    'string GetCertHashString()': ({ data }: NetCertificate) => toHex(data.hash),
    'string GetEffectiveDateString()': ({ data }: NetCertificate) => formatDateTime(local(data.notBefore)),
    'string GetExpirationDateString()': ({ data }: NetCertificate) => formatDateTime(local(data.notAfter)),
    'byte[] GetPublicKey()': ({ data }: NetCertificate) => data.publicKey.bytes,
    'string GetPublicKeyString()': ({ data }: NetCertificate) => toHex(data.publicKey.bytes),
    'byte[] GetRawCertData()': ({ data }: NetCertificate) => data.rawData,
    'string GetRawCertDataString()': ({ data }: NetCertificate) => toHex(data.rawData),
    'string GetSerialNumberString()': ({ data }: NetCertificate) => data.serialNumber,
    'void Dispose()': () => undefined,
  },
})

const certificate = defineType({
  name: `${security}.X509Certificates.X509Certificate2`,
  kind: 'class',
  extends: 'X509Certificate',
  represents: NetCertificate,
  members: {
    'X509Certificate2(byte[] rawData)': withRun((run, bytes: Uint8Array | null) => read(run, bytes)),
    'X509Certificate2(byte[] rawData, string password)': withRun(read),
    // Where keys are kept is nothing that a policy decides.
    'X509Certificate2(byte[] rawData, string password, X509KeyStorageFlags keyStorageFlags)': withRun(read),
    'string FriendlyName { get; }': ({ data }: NetCertificate) => data.friendlyName,
    'bool HasPrivateKey { get; }': ({ data }: NetCertificate) => data.hasPrivateKey,
    'X500DistinguishedName IssuerName { get; }': ({ data }: NetCertificate) =>
      new NetDistinguishedName(distinguishedName(data.issuer)),
    'AsymmetricAlgorithm PrivateKey { get; }': ({ data }: NetCertificate) => keyOf(data.rsaPrivateKey),
    'DateTime NotAfter { get; }': ({ data }: NetCertificate) => local(data.notAfter),
    'DateTime NotBefore { get; }': ({ data }: NetCertificate) => local(data.notBefore),
    'PublicKey PublicKey { get; }': ({ data }: NetCertificate) =>
      new NetPublicKey(new NetOid(data.publicKey.oid, data.publicKey.name), data.rsaPublicKey),
    'byte[] RawData { get; }': ({ data }: NetCertificate) => data.rawData,
    'string SerialNumber { get; }': ({ data }: NetCertificate) => data.serialNumber,
    'Oid SignatureAlgorithm { get; }': ({ data }: NetCertificate) =>
      new NetOid(data.signatureAlgorithm.oid, data.signatureAlgorithm.name),
    'X500DistinguishedName SubjectName { get; }': ({ data }: NetCertificate) =>
      new NetDistinguishedName(distinguishedName(data.subject)),
    'string Thumbprint { get; }': ({ data }: NetCertificate) => toHex(data.hash),
    'int Version { get; }': ({ data }: NetCertificate) => data.version,
    'string GetNameInfo(X509NameType nameType, bool forIssuer)': (
      { data }: NetCertificate,
      type: number,
      isForIssuer: boolean,
    ) => nameInfo(data, type, isForIssuer),
    'bool Verify()': ({ data }: NetCertificate) => data.verify(true),
  },
  operations: { toText: describe, keyOf: ({ data }: NetCertificate) => toHex(data.rawData) },
})

const extensions = defineType({
  name: `${security}.X509Certificates.RSACertificateExtensions`,
  kind: 'static',
  members: {
    'static RSA GetRSAPublicKey(this X509Certificate2 certificate)': ({ data }: NetCertificate) =>
      keyOf(data.rsaPublicKey),
    'static RSA GetRSAPrivateKey(this X509Certificate2 certificate)': ({ data }: NetCertificate) =>
      keyOf(data.rsaPrivateKey),
    // Of policy expressions. @see reference: API Management, 3.5
    'static bool VerifyNoRevocation(this X509Certificate2 certificate)': ({ data }: NetCertificate) =>
      data.verify(false),
  },
})

/** @see https://learn.microsoft.com/dotnet/api/system.security.cryptography.x509certificates.x509certificate2 */
export const certificateTypes: readonly TypeDefinition[] = [
  base,
  certificate,
  extensions,
  defineEnum(`${security}.X509Certificates.X509NameType`, nameTypes),
  defineEnum(
    `${security}.X509Certificates.X509KeyStorageFlags`,
    {
      DefaultKeySet: 0,
      UserKeySet: 1,
      MachineKeySet: 2,
      Exportable: 4,
      UserProtected: 8,
      PersistKeySet: 16,
      EphemeralKeySet: 32,
    },
    { isFlags: true },
  ),
  defineEnum(`${security}.X509Certificates.X509ContentType`, contentTypes),
  defineType({
    name: `${security}.X509Certificates.X500DistinguishedName`,
    kind: 'class',
    represents: NetDistinguishedName,
    members: { 'string Name { get; }': ({ name }: NetDistinguishedName) => name },
  }),
  defineType({
    name: `${security}.X509Certificates.PublicKey`,
    kind: 'class',
    represents: NetPublicKey,
    members: {
      'Oid Oid { get; }': ({ oid }: NetPublicKey) => oid,
      'AsymmetricAlgorithm Key { get; }': ({ rsaKey }: NetPublicKey) => keyOf(rsaKey),
      'RSA GetRSAPublicKey()': ({ rsaKey }: NetPublicKey) => keyOf(rsaKey),
    },
  }),
  defineType({
    name: `${security}.Oid`,
    kind: 'class',
    represents: NetOid,
    members: {
      'string Value { get; }': ({ value }: NetOid) => value,
      'string FriendlyName { get; }': ({ friendlyName }: NetOid) => friendlyName,
    },
  }),
]
