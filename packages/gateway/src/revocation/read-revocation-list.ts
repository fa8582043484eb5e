// The library below asks for this polyfill before it is loaded.
import 'reflect-metadata'

import type { X509Certificate } from 'node:crypto'

/** What of a list of revoked certificates is asked for. */
export interface RevocationList {
  /** Hexadecimal, in lower case, without leading zeros. */
  readonly serialNumbers: ReadonlySet<string>
  /** Wall clock, ms: until then the list holds. */
  readonly nextUpdateMs: number
}

/** Where a certificate says that lists are, by HTTP. @param certificate DER @see RFC 5280, 4.2.1.13 */
export async function readListPlaces(certificate: Uint8Array): Promise<readonly string[]> {
  const { X509Certificate: Certificate, CRLDistributionPointsExtension: Points } = await import('@peculiar/x509')
  const points = new Certificate(new Uint8Array(certificate)).getExtension(Points)
  return (points?.distributionPoints ?? [])
    .flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? [])
    .flatMap(({ uniformResourceIdentifier: url }) => url ?? [])
    .filter((url) => /^https?:\/\//i.test(url))
}

/**
 * Reads a list that the issuer of the certificates has signed.
 * @param bytes DER or PEM
 * @throws Error for what is no such list, or one of somebody else
 */
export async function readRevocationList(bytes: Uint8Array, issuer: X509Certificate): Promise<RevocationList> {
  const { KeyUsageFlags, KeyUsagesExtension, X509Certificate: Certificate, X509Crl } = await import('@peculiar/x509')
  const list = new X509Crl(isPem(bytes) ? Buffer.from(bytes).toString('latin1') : new Uint8Array(bytes))
  const signer = new Certificate(new Uint8Array(issuer.raw))
  if (list.issuer !== signer.subject) throw new Error('The list is one of another issuer.')
  const usages = signer.getExtension(KeyUsagesExtension)?.usages
  if (usages !== undefined && (usages & KeyUsageFlags.cRLSign) === 0) {
    throw new Error('The issuer may not sign lists.')
  }
  if (!(await list.verify({ publicKey: signer.publicKey }))) throw new Error('The signature of the list is wrong.')
  // Demanded of every authority, and the library reads no entries of a list without it. @see RFC 5280, 5.1.2.5
  if (list.nextUpdate === undefined) throw new Error('The list does not say when the next one comes.')
  return {
    serialNumbers: new Set(list.entries.map(({ serialNumber }) => toSerial(serialNumber))),
    nextUpdateMs: list.nextUpdate.getTime(),
  }
}

/** As serial numbers are compared. */
export const toSerial = (hexadecimal: string): string => hexadecimal.toLowerCase().replace(/^0+(?=.)/, '')

const isPem = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 11)).toString('latin1') === '-----BEGIN '
