import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { type CertificateData, UNIX_EPOCH_TICKS } from '@sluice/policy-language/expression'
import { NodeRsaKey } from './node-rsa-key.ts'

const keyNames: Readonly<Record<string, { readonly oid: string; readonly name: string }>> = {
  rsa: { oid: '1.2.840.113549.1.1.1', name: 'RSA' },
  'rsa-pss': { oid: '1.2.840.113549.1.1.10', name: 'RSASSA-PSS' },
  ec: { oid: '1.2.840.10045.2.1', name: 'ECC' },
  ed25519: { oid: '1.3.101.112', name: 'Ed25519' },
}

const signatureNames: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.5': 'sha1RSA',
  '1.2.840.113549.1.1.11': 'sha256RSA',
  '1.2.840.113549.1.1.12': 'sha384RSA',
  '1.2.840.113549.1.1.13': 'sha512RSA',
  '1.2.840.10045.4.3.2': 'sha256ECDSA',
  '1.2.840.10045.4.3.3': 'sha384ECDSA',
  '1.2.840.10045.4.3.4': 'sha512ECDSA',
}

/** What is known of a certificate besides itself. */
export interface CertificateSetting {
  /** The key that belongs to it. */
  readonly privateKey?: () => KeyObject
  /** Who asked for the certificate judged it already. */
  readonly isTrusted?: boolean
}

/** What policy expressions see of a certificate in DER or PEM, the first of several; undefined when it is none. */
export function readCertificate(bytes: Uint8Array, setting: CertificateSetting = {}): CertificateData | undefined {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(bytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
  return describeCertificate(certificate, setting)
}

function describeCertificate(certificate: X509Certificate, setting: CertificateSetting): CertificateData {
  const { privateKey } = setting
  const { publicKey } = certificate
  const key = keyNames[publicKey.asymmetricKeyType ?? ''] ?? { oid: '', name: publicKey.asymmetricKeyType ?? '' }
  const signatureOid = certificate.signatureAlgorithmOid ?? ''
  const names = (certificate.subjectAltName ?? '').split(', ')
  const rsaPublicKey = publicKey.asymmetricKeyType === 'rsa' ? new NodeRsaKey(publicKey) : undefined
  return {
    rawData: new Uint8Array(certificate.raw),
    hash: new Uint8Array(createHash('sha1').update(certificate.raw).digest()),
    serialNumber: certificate.serialNumber,
    subject: namesOf(certificate.subject),
    issuer: namesOf(certificate.issuer),
    dnsNames: names.filter((name) => name.startsWith('DNS:')).map((name) => name.slice(4)),
    emails: names.filter((name) => name.startsWith('email:')).map((name) => name.slice(6)),
    notBefore: ticksOf(certificate.validFromDate),
    notAfter: ticksOf(certificate.validToDate),
    version: 3,
    friendlyName: '',
    signatureAlgorithm: { oid: signatureOid, name: signatureNames[signatureOid] ?? signatureOid },
    publicKey: { ...key, bytes: keyBits(publicKey.export({ type: 'spki', format: 'der' })) },
    rsaPublicKey,
    get rsaPrivateKey() {
      return rsaPublicKey === undefined || privateKey === undefined ? undefined : new NodeRsaKey(privateKey())
    },
    hasPrivateKey: privateKey !== undefined,
    verify: () =>
      setting.isTrusted === undefined ? isTrusted(certificate) : setting.isTrusted && isInTime(certificate),
  }
}

/**
 * What the last part of a SubjectPublicKeyInfo holds: `GetPublicKey()` gives the key without its algorithm.
 * @see RFC 5280, 4.1.2.7
 */
function keyBits(info: Uint8Array): Uint8Array {
  const contentOf = (at: number) => {
    const length = info[at + 1] ?? 0
    return length < 0x80 ? { start: at + 2, length } : longContentOf(info, at, length & 0x7f)
  }
  const algorithm = contentOf(contentOf(0).start)
  const bits = contentOf(algorithm.start + algorithm.length)
  // The first byte tells how many bits of the last are unused: none.
  return new Uint8Array(info.subarray(bits.start + 1, bits.start + bits.length))
}

function longContentOf(
  info: Uint8Array,
  at: number,
  count: number,
): { readonly start: number; readonly length: number } {
  let length = 0
  for (let i = 0; i < count; i++) length = length * 256 + (info[at + 2 + i] ?? 0)
  return { start: at + 2 + count, length }
}

/** Node lists a name in lines, `C=DE`, with characters of more than one byte and control characters escaped. */
function namesOf(text: string | undefined): [string, string][] {
  return (text ?? '').split('\n').flatMap((line): [string, string][] => {
    const equals = line.indexOf('=')
    return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]]
  })
}

function ticksOf(date: Date): bigint {
  return UNIX_EPOCH_TICKS + BigInt(date.getTime()) * 10_000n
}

/** Read when the first certificate is verified: there are more than a hundred. */
let roots: readonly X509Certificate[] | undefined

function isInTime({ validFromDate, validToDate }: X509Certificate): boolean {
  const now = Date.now()
  return validFromDate.getTime() <= now && validToDate.getTime() >= now
}

/** Signed by one of the roots that Node trusts, and in its time. Chains over others cannot be known here. */
function isTrusted(certificate: X509Certificate): boolean {
  if (!isInTime(certificate)) return false
  roots ??= rootCertificates.map((pem) => new X509Certificate(pem))
  return roots.some((root) => certificate.checkIssued(root) && certificate.verify(root.publicKey))
}
