import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { type CertificateData, type RsaKey, UNIX_EPOCH_TICKS } from '@sluice/policy-language/expression'

const keys = new WeakMap<RsaKey, KeyObject>()

/** The key behind what expressions hold. */
export function keyObjectOf(key: RsaKey): KeyObject {
  const found = keys.get(key)
  if (found === undefined) throw new Error('The key comes from elsewhere.')
  return found
}

function rsaKeyOf(key: KeyObject): RsaKey | undefined {
  if (key.asymmetricKeyType !== 'rsa') return undefined
  const made: RsaKey = { bits: key.asymmetricKeyDetails?.modulusLength ?? 0, isPrivate: key.type === 'private' }
  keys.set(made, key)
  return made
}

const partsOf = (name: string): readonly (readonly [string, string])[] =>
  name
    .split('\n')
    .filter((line) => line.includes('='))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)

const namesOf = (alternatives: string | undefined, kind: string): readonly string[] =>
  (alternatives ?? '')
    .split(', ')
    .filter((one) => one.startsWith(`${kind}:`))
    .map((one) => one.slice(kind.length + 1))

const ticksOf = (date: string): bigint => BigInt(Date.parse(date)) * 10_000n + UNIX_EPOCH_TICKS

/** A certificate in DER or PEM; undefined when it is none. A PFX is not read here. */
export function readCertificate(bytes: Uint8Array, _password: string | undefined): CertificateData | undefined {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(bytes)
  } catch {
    // What is no certificate is told by the expression that reads it.
    return undefined
  }
  const raw = new Uint8Array(certificate.raw)
  const { publicKey } = certificate
  const isRsa = publicKey.asymmetricKeyType === 'rsa'
  return {
    rawData: raw,
    hash: new Uint8Array(createHash('sha1').update(raw).digest()),
    serialNumber: certificate.serialNumber,
    subject: partsOf(certificate.subject),
    issuer: partsOf(certificate.issuer),
    dnsNames: namesOf(certificate.subjectAltName, 'DNS'),
    emails: namesOf(certificate.subjectAltName, 'email'),
    notBefore: ticksOf(certificate.validFrom),
    notAfter: ticksOf(certificate.validTo),
    version: 3,
    friendlyName: '',
    signatureAlgorithm: {
      oid: certificate.signatureAlgorithmOid ?? '',
      name: certificate.signatureAlgorithm ?? '',
    },
    publicKey: {
      oid: isRsa ? '1.2.840.113549.1.1.1' : '1.2.840.10045.2.1',
      name: isRsa ? 'RSA' : 'ECC',
      bytes: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    },
    rsaPublicKey: rsaKeyOf(publicKey),
    rsaPrivateKey: undefined,
    hasPrivateKey: false,
    verify: () => isTrusted(certificate),
  }
}

/** Signed by one of the roots that Node trusts, and in its time. Chains over others cannot be known here. */
function isTrusted(certificate: X509Certificate): boolean {
  const now = Date.now()
  if (Date.parse(certificate.validFrom) > now || Date.parse(certificate.validTo) < now) return false
  return rootCertificates.some((pem) => {
    const root = new X509Certificate(pem)
    return certificate.checkIssued(root) && certificate.verify(root.publicKey)
  })
}
