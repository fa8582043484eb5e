// The library below asks for this polyfill before it is loaded.
import 'reflect-metadata'

import { createPrivateKey, X509Certificate as NodeCertificate, randomBytes, webcrypto } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { Clock } from '../clock/clock.ts'
import { createFileAtomically, writeFileAtomically } from '../files/atomic-file.ts'

/** Certificate and private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string
  readonly privateKey: string
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000
const authorityDays = 3650
/** Clients of Apple refuse server certificates that live longer than 825 days. */
const serverDays = 397
const renewBeforeDays = 30

/**
 * The installation's own certificate authority: `ca.pem`, for clients to trust, and its key, made at first start.
 * Several processes may ask at once; all get the same one.
 */
export async function loadOrCreateAuthority(folder: string, clock: Clock): Promise<KeyedCertificate> {
  const certificateFile = join(folder, 'ca.pem')
  // The pair is one file, so that a crash never leaves a certificate without its key; ca.pem is a copy for clients.
  const pairFile = join(folder, 'ca.json')
  const read = () => readPair(pairFile)
  let pair = read()
  if (pair === undefined) {
    createFileAtomically(pairFile, JSON.stringify(await createAuthority(clock)))
    pair = read()
    if (pair === undefined) throw new Error(`${pairFile} vanished while it was made`)
  }
  createFileAtomically(certificateFile, pair.certificate, { mode: 0o644 })
  return pair
}

/**
 * A server certificate for these names (host names, `*.` wildcards, IP addresses), kept in `folder` and made anew when
 * its names or the authority change or it is about to expire.
 */
export async function loadOrIssueServerCertificate(
  folder: string,
  authority: KeyedCertificate,
  names: readonly string[],
  clock: Clock,
): Promise<KeyedCertificate> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'server-certificate.json')
  const known = readPair(file)
  if (known !== undefined && isUsable(known, authority, names, clock)) return known
  const issued = await issueServerCertificate(authority, names, clock)
  writeFileAtomically(file, JSON.stringify(issued))
  return issued
}

async function createAuthority(clock: Clock): Promise<KeyedCertificate> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Sluice local authority ${randomBytes(3).toString('hex')}`,
    notBefore: new Date(clock.now() - dayMs),
    notAfter: new Date(clock.now() + authorityDays * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, privateKey: await exportKey(keys.privateKey) }
}

async function issueServerCertificate(
  authority: KeyedCertificate,
  names: readonly string[],
  clock: Clock,
): Promise<KeyedCertificate> {
  const issuer = new X509Certificate(authority.certificate)
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(authority.privateKey).export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    false,
    ['sign'],
  )
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    notBefore: new Date(clock.now() - dayMs),
    notAfter: new Date(clock.now() + serverDays * dayMs),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((name) =>
          isIP(name) ? { type: 'ip' as const, value: name } : { type: 'dns' as const, value: name },
        ),
      ),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(await issuer.publicKey.export()),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, privateKey: await exportKey(keys.privateKey) }
}

function isUsable(
  pair: KeyedCertificate,
  authority: KeyedCertificate,
  names: readonly string[],
  clock: Clock,
): boolean {
  const certificate = new NodeCertificate(pair.certificate)
  const listed = (certificate.subjectAltName ?? '').split(', ').map((entry) => entry.replace(/^(DNS|IP Address):/, ''))
  return (
    Date.parse(certificate.validTo) > clock.now() + renewBeforeDays * dayMs &&
    names.every((name) => listed.includes(isIP(name) === 6 ? '0:0:0:0:0:0:0:1' : name)) &&
    certificate.verify(new NodeCertificate(authority.certificate).publicKey)
  )
}

function readPair(file: string): KeyedCertificate | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Positive and not all zero, 16 bytes. */
const serialNumber = () => `4${randomBytes(16).toString('hex').slice(1)}`

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
}
