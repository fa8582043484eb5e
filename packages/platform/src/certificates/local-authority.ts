import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts/errors'
import type { Clock } from '../clock/clock.ts'
import { createFileAtomically, writeFileAtomically } from '../files/atomic-file.ts'
import type { KeyedCertificate } from './issue-certificates.ts'

const renewBeforeMs = 30 * 86_400_000

/** The library that makes certificates costs 130 ms and 40 MB; a start that finds all it needs does without. */
const loadIssuing = () => import('./issue-certificates.ts')

interface KeptCertificate extends KeyedCertificate {
  readonly names: readonly string[]
}

/**
 * The installation's own certificate authority: `ca.pem`, for clients to trust, and its key, made at first start.
 * Several processes may ask at once; all get the same one.
 * @throws AppError `CertificateUnusable`
 */
export async function loadOrCreateAuthority(folder: string, clock: Clock): Promise<KeyedCertificate> {
  // The pair is one file, so that a crash never leaves a certificate without its key; ca.pem is a copy for clients.
  const pairFile = join(folder, 'ca.json')
  const clientFile = join(folder, 'ca.pem')
  try {
    if (readText(pairFile) === undefined) {
      const { createAuthority } = await loadIssuing()
      createFileAtomically(pairFile, JSON.stringify(await createAuthority(clock)))
    }
    const pair = readKept(pairFile)
    if (pair === undefined) throw new Error('it vanished while it was made')
    const { validTo } = new X509Certificate(pair.certificate)
    if (Date.parse(validTo) < clock.now()) throw new Error(`it expired on ${validTo}`)
    if (readText(clientFile) !== pair.certificate) {
      writeFileAtomically(clientFile, pair.certificate, { mode: 0o644 })
    }
    return pair
  } catch (error) {
    throw unusable(pairFile, error)
  }
}

/**
 * A server certificate for these names (host names, `*.` wildcards, IP addresses), kept in `folder` and made anew when
 * other names are wanted, the authority is another one, or less than 30 days are left.
 * Many clients take no wildcard right below a top-level name: beside `*.localhost`, name the hosts that matter.
 * @throws AppError `CertificateUnusable`
 */
export async function loadOrIssueServerCertificate(
  folder: string,
  authority: KeyedCertificate,
  names: readonly string[],
  clock: Clock,
): Promise<KeyedCertificate> {
  const file = join(folder, 'server-certificate.json')
  try {
    const kept = readIfWhole(file)
    if (kept !== undefined && isUsable(kept, authority, names, clock)) {
      return { certificate: kept.certificate, privateKey: kept.privateKey }
    }
    const { issueServerCertificate } = await loadIssuing()
    const issued = await issueServerCertificate(authority, names, clock)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileAtomically(file, JSON.stringify({ ...issued, names } satisfies KeptCertificate))
    return issued
  } catch (error) {
    throw unusable(file, error)
  }
}

function isUsable(kept: KeptCertificate, authority: KeyedCertificate, names: readonly string[], clock: Clock): boolean {
  const certificate = new X509Certificate(kept.certificate)
  return (
    Date.parse(certificate.validTo) > clock.now() + renewBeforeMs &&
    names.every((name) => kept.names.includes(name)) &&
    certificate.verify(new X509Certificate(authority.certificate).publicKey)
  )
}

/** A server certificate that cannot be read costs nothing to make anew; an authority's would. */
function readIfWhole(file: string): KeptCertificate | undefined {
  try {
    const kept = readKept(file)
    return kept !== undefined && 'names' in kept ? kept : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function readKept(file: string): KeptCertificate | undefined {
  const text = readText(file)
  return text === undefined ? undefined : JSON.parse(text)
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function unusable(path: string, error: unknown): AppError {
  if (isAppError(error)) return error
  return new AppError('CertificateUnusable', { path, reason: (error as Error).message }, { cause: error })
}
