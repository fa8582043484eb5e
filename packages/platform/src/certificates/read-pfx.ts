import { createPrivateKey, X509Certificate } from 'node:crypto'
import type Forge from 'node-forge'
import { pfxLibrary } from './pfx-library.ts'

/** What a PKCS #12 file holds. */
export interface PfxContents {
  /** Most specific part first: `CN=contoso.com, O=Contoso`. */
  readonly subject: string
  /** SHA-1 of the certificate, upper-case hexadecimal. */
  readonly thumbprint: string
  /** ISO 8601, UTC. */
  readonly expirationDate: string
  /** PEM, the certificate of the private key first. */
  readonly certificateChain: string
  /** PEM, PKCS #8. */
  readonly privateKey: string
}

export type PfxReading =
  | { readonly contents: PfxContents }
  | { readonly fault: 'no-pfx' | 'wrong-password' | 'no-private-key'; readonly cause?: unknown }

/**
 * Opens a PKCS #12 file, also one of the old ciphers that Node's own TLS no longer takes. Keys may be of any kind.
 * @param data base64
 */
export async function readPfx(data: string, password: string): Promise<PfxReading> {
  return openPfx(Buffer.from(data, 'base64'), password)
}

/** As `readPfx`, at once. The first file takes longer: the library is loaded then. */
export function openPfx(data: Uint8Array, password: string): PfxReading {
  const reading = open(data, password)
  // No password and an empty one are two things in a file, and one to people.
  return password === '' && 'fault' in reading && reading.fault === 'wrong-password' ? open(data, undefined) : reading
}

function open(data: Uint8Array, password: string | undefined): PfxReading {
  const forge = pfxLibrary()
  let structure: Forge.asn1.Asn1
  try {
    structure = forge.asn1.fromDer(Buffer.from(data).toString('binary'))
  } catch (error) {
    return { fault: 'no-pfx', cause: error }
  }
  let pfx: Forge.pkcs12.Pkcs12Pfx
  try {
    pfx = forge.pkcs12.pkcs12FromAsn1(structure, password)
  } catch (error) {
    const isPassword = /MAC could not be verified|Invalid password/i.test(String(error))
    return { fault: isPassword ? 'wrong-password' : 'no-pfx', cause: error }
  }
  const bags = pfx.safeContents.flatMap(({ safeBags }) => safeBags)
  const { certBag, keyBag, pkcs8ShroudedKeyBag } = forge.pki.oids
  const derOf = ({ asn1 }: Forge.pkcs12.Bag) => Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary')
  const certificates = bags
    .filter(({ type }) => type === certBag)
    .map((bag) => {
      // What the library knows to read, it keeps no longer as it was.
      const asn1 = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1
      return new X509Certificate(derOf({ ...bag, asn1 }))
    })
  const keys = bags
    .filter(({ type }) => type === keyBag || type === pkcs8ShroudedKeyBag)
    .map((bag) => {
      const asn1 = bag.key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key)) : bag.asn1
      return createPrivateKey({ key: derOf({ ...bag, asn1 }), format: 'der', type: 'pkcs8' })
    })
  for (const certificate of certificates) {
    const key = keys.find((candidate) => certificate.checkPrivateKey(candidate))
    if (key === undefined) continue
    const chain = [certificate, ...certificates.filter((other) => other !== certificate)]
    return {
      contents: {
        subject: certificate.subject.split('\n').reverse().join(', '),
        thumbprint: certificate.fingerprint.replaceAll(':', ''),
        expirationDate: new Date(certificate.validTo).toISOString(),
        certificateChain: chain.map((one) => one.toString()).join(''),
        privateKey: String(key.export({ type: 'pkcs8', format: 'pem' })),
      },
    }
  }
  return { fault: 'no-private-key' }
}
