import { X509Certificate } from 'node:crypto'
import type { ClientCertificate, Clock, OutgoingHttp } from '@sluice/platform'
import { type RevocationList, readListPlaces, readRevocationList, toSerial } from './read-revocation-list.ts'

/** Why a certificate is not accepted, as the end of a sentence about it; undefined = nothing is known against it. */
export type RevocationObjection = string | undefined

/** The lists of revoked certificates that certificates name, by HTTP. */
export interface RevocationLists {
  /**
   * Asks the lists of a certificate and of those that vouch for it, up to the authority itself. A certificate that names
   * no list is on none. Answers at once where there is nothing to ask for.
   * @param others certificates that may have signed it, besides those that came with it
   */
  check(
    shown: ClientCertificate,
    others: () => Iterable<X509Certificate>,
  ): RevocationObjection | Promise<RevocationObjection>
}

/** A list is asked for again when it says so, but not by every call and not never. @see RFC 5280, 5.1.2.5 */
const leastKeptMs = 300_000
const mostKeptMs = 3_600_000
const failureKeptMs = 60_000
/** A call waits for this, so it is short. */
const answerTimeoutMs = 10_000
const maxKept = 500
const maxDepth = 8

interface KeptList {
  /** Undefined while the answer is awaited or when there is none. */
  list: RevocationList | undefined
  pending: Promise<void> | undefined
  askAgainAtMs: number
}

export function createRevocationLists({
  outgoing,
  clock,
}: {
  readonly outgoing: OutgoingHttp
  readonly clock: Clock
}): RevocationLists {
  const kept = new Map<string, KeptList>()
  /**
   * By fingerprint. A connection that is taken up again shows the certificate alone, without those that came with it at
   * first.
   */
  const known = new Map<string, KnownCertificate>()

  const listAt = async (url: string, issuer: X509Certificate): Promise<RevocationList | undefined> => {
    const key = `${url} ${issuer.fingerprint256}`
    let entry = kept.get(key)
    if (entry === undefined) {
      const [oldest] = kept.keys()
      if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest)
      entry = { list: undefined, pending: undefined, askAgainAtMs: Number.NEGATIVE_INFINITY }
      kept.set(key, entry)
    }
    if (clock.now() >= entry.askAgainAtMs) {
      entry.pending ??= ask(url, issuer, entry)
      await entry.pending
    }
    const { list } = entry
    return list !== undefined && list.nextUpdateMs > clock.now() ? list : undefined
  }

  const ask = async (url: string, issuer: X509Certificate, entry: KeptList): Promise<void> => {
    try {
      const response = await outgoing.fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) })
      if (!response.ok) throw new Error(`It answered with status ${response.status}.`)
      const list = await readRevocationList(new Uint8Array(await response.arrayBuffer()), issuer)
      entry.list = list
      const now = clock.now()
      entry.askAgainAtMs = now + Math.min(mostKeptMs, Math.max(leastKeptMs, list.nextUpdateMs - now))
    } catch {
      // Whoever asks learns that the list is not known; one from before goes on to hold for its time.
      entry.askAgainAtMs = clock.now() + failureKeptMs
    } finally {
      entry.pending = undefined
    }
  }

  const learn = async (
    certificate: X509Certificate,
    candidates: () => Iterable<X509Certificate>,
  ): Promise<KnownCertificate> => {
    const found = known.get(certificate.fingerprint256)
    if (found?.issuer !== undefined) return found
    const learnt = {
      urls: mayNameLists(certificate.raw) ? await readListPlaces(certificate.raw) : [],
      issuer: findIssuer(certificate, candidates()),
    }
    const [oldest] = known.keys()
    if (known.size >= maxKept && oldest !== undefined) known.delete(oldest)
    known.set(certificate.fingerprint256, learnt)
    return learnt
  }

  return {
    check(shown, others) {
      if (![shown.bytes, ...(shown.issuers ?? [])].some(mayNameLists)) return undefined
      return walk(new X509Certificate(shown.bytes), function* () {
        for (const bytes of shown.issuers ?? []) yield new X509Certificate(bytes)
        yield* others()
      })
    },
  }

  async function walk(
    first: X509Certificate,
    candidates: () => Iterable<X509Certificate>,
  ): Promise<RevocationObjection> {
    let certificate = first
    for (let depth = 0; depth < maxDepth; depth++) {
      const about = await learn(certificate, candidates)
      const objection = await checkOne(certificate, about)
      const { issuer } = about
      if (objection !== undefined || issuer === undefined) return objection
      if (issuer.fingerprint256 === certificate.fingerprint256) return undefined
      certificate = issuer
    }
    return undefined
  }

  async function checkOne(
    { serialNumber }: X509Certificate,
    { urls, issuer }: KnownCertificate,
  ): Promise<RevocationObjection> {
    if (urls.length === 0) return undefined
    if (issuer === undefined) return 'whether it is revoked is not known: its issuer is not'
    for (const url of urls) {
      const list = await listAt(url, issuer)
      if (list !== undefined) return list.serialNumbers.has(toSerial(serialNumber)) ? 'it is revoked' : undefined
    }
    return 'whether it is revoked is not known: none of its lists can be read'
  }
}

interface KnownCertificate {
  /** Of its lists. */
  readonly urls: readonly string[]
  readonly issuer: X509Certificate | undefined
}

const findIssuer = (
  certificate: X509Certificate,
  candidates: Iterable<X509Certificate>,
): X509Certificate | undefined => {
  for (const candidate of candidates) {
    if (certificate.checkIssued(candidate) && certificate.verify(candidate.publicKey)) return candidate
  }
  return undefined
}

/** The object identifier of the extension, as it stands in the bytes. @see RFC 5280, 4.2.1.13 */
const distributionPoints = Buffer.from('0603551d1f', 'hex')

const mayNameLists = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(distributionPoints)
