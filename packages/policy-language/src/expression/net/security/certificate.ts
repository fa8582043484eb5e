import type { RsaKey } from './cryptography-services.ts'

/** What a certificate says, as whoever reads it hands it to expressions. */
export interface CertificateData {
  /** DER. */
  readonly rawData: Uint8Array
  /** SHA-1 of the DER. */
  readonly hash: Uint8Array
  /** Hexadecimal in upper case, as it is written: big-endian. */
  readonly serialNumber: string
  /** Names as OpenSSL lists them, in the order of the certificate: `[['C', 'DE'], ['CN', 'x']]`. */
  readonly subject: readonly (readonly [string, string])[]
  readonly issuer: readonly (readonly [string, string])[]
  /** Names of other kinds it is for. */
  readonly dnsNames: readonly string[]
  readonly emails: readonly string[]
  /** In ticks of UTC. */
  readonly notBefore: bigint
  readonly notAfter: bigint
  readonly version: number
  readonly friendlyName: string
  readonly signatureAlgorithm: { readonly oid: string; readonly name: string }
  readonly publicKey: { readonly oid: string; readonly name: string; readonly bytes: Uint8Array }
  readonly rsaPublicKey: RsaKey | undefined
  readonly rsaPrivateKey: RsaKey | undefined
  readonly hasPrivateKey: boolean
  /** Whether a chain to a trusted root can be built now. */
  verify(checksRevocation: boolean): boolean
}

/** `System.Security.Cryptography.X509Certificates.X509Certificate2` */
export class NetCertificate {
  readonly data: CertificateData

  constructor(data: CertificateData) {
    this.data = data
  }
}

/** `X500DistinguishedName` */
export class NetDistinguishedName {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** `Oid` */
export class NetOid {
  readonly value: string
  readonly friendlyName: string

  constructor(value: string, friendlyName: string) {
    this.value = value
    this.friendlyName = friendlyName
  }
}

/** `PublicKey` */
export class NetPublicKey {
  readonly oid: NetOid
  /** Undefined for a key of another kind. */
  readonly rsaKey: RsaKey | undefined

  constructor(oid: NetOid, rsaKey: RsaKey | undefined) {
    this.oid = oid
    this.rsaKey = rsaKey
  }
}

/** `CN=x, O=y, C=z`: the most specific part first, values with special characters in quotes. */
export function distinguishedName(parts: CertificateData['subject']): string {
  return parts
    .toReversed()
    .map(
      ([type, value]) =>
        `${nameOfType(type)}=${/[,+"\\<>;=\n]|^[ #]| $/.test(value) ? `"${value.replaceAll('"', '""')}"` : value}`,
    )
    .join(', ')
}

function nameOfType(type: string): string {
  if (type === 'emailAddress') return 'E'
  if (type === 'ST') return 'S'
  if (type === 'serialNumber') return 'SERIALNUMBER'
  return type
}

/** The numbers of `X509NameType`. */
export const nameTypes = { SimpleName: 0, EmailName: 1, UpnName: 2, DnsName: 3, DnsFromAlternativeName: 4, UrlName: 5 }

/** `GetNameInfo`; empty when the certificate does not say. */
export function nameInfo(data: CertificateData, type: number, isForIssuer: boolean): string {
  const names = isForIssuer ? data.issuer : data.subject
  const find = (key: string) => names.findLast(([found]) => found === key)?.[1]
  if (type === nameTypes.SimpleName) return find('CN') ?? find('OU') ?? find('O') ?? names.at(-1)?.[1] ?? ''
  if (type === nameTypes.EmailName) return (isForIssuer ? undefined : data.emails[0]) ?? find('emailAddress') ?? ''
  if (type === nameTypes.DnsName) return (isForIssuer ? undefined : data.dnsNames[0]) ?? find('CN') ?? ''
  if (type === nameTypes.DnsFromAlternativeName) return isForIssuer ? '' : (data.dnsNames[0] ?? '')
  return ''
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('')
}
