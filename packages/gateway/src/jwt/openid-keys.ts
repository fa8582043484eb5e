import { AppError } from '@sluice/contracts/errors'
import type { Clock, OutgoingHttp } from '@sluice/platform'
import type { JWK } from 'jose'

/** What an issuer says of itself. */
export interface OpenIdKeys {
  readonly issuer: string | undefined
  readonly keys: readonly JWK[]
  /** Wall clock, ms. */
  readonly fetchedAtMs: number
}

/** The keys of issuers, by the address of their OpenID configuration. */
export interface OpenIdKeySource {
  /**
   * From memory for an hour. When an issuer cannot be asked then, what it said last goes on to hold.
   * @throws AppError `JwtInvalid` when it was never to be reached
   */
  find(configUrl: string): Promise<OpenIdKeys>
  /** Asks the issuer again because a key is not known; at most every five minutes. */
  refresh(configUrl: string): Promise<OpenIdKeys>
}

const keptMs = 3_600_000
const refreshMs = 300_000
/** A call waits for this, so it is short. */
const answerTimeoutMs = 10_000
/** Documents name few issuers; expressions could name any number. */
const maxIssuers = 100

interface Issuer {
  known: OpenIdKeys | undefined
  pending: Promise<OpenIdKeys> | undefined
  /** Of the last attempt, whether it came to something or not. */
  askedAtMs: number
  failure: unknown
}

export function createOpenIdKeys({
  outgoing,
  clock,
}: {
  readonly outgoing: OutgoingHttp
  readonly clock: Clock
}): OpenIdKeySource {
  const issuers = new Map<string, Issuer>()

  const issuerOf = (configUrl: string): Issuer => {
    const found = issuers.get(configUrl)
    if (found !== undefined) return found
    if (issuers.size >= maxIssuers) issuers.delete(issuers.keys().next().value as string)
    const issuer: Issuer = {
      known: undefined,
      pending: undefined,
      askedAtMs: Number.NEGATIVE_INFINITY,
      failure: undefined,
    }
    issuers.set(configUrl, issuer)
    return issuer
  }

  /** One question at a time, whoever waits for its answer. */
  const ask = (configUrl: string, issuer: Issuer): Promise<OpenIdKeys> => {
    issuer.pending ??= fetchKeys(configUrl)
      .then((keys) => {
        issuer.known = keys
        issuer.failure = undefined
        return keys
      })
      .catch((error: unknown) => {
        issuer.failure = error
        throw error
      })
      .finally(() => {
        issuer.askedAtMs = clock.now()
        issuer.pending = undefined
      })
    return issuer.pending
  }

  const fetchKeys = async (configUrl: string): Promise<OpenIdKeys> => {
    const config = await readJson(configUrl)
    const { jwks_uri: keysUrl, issuer } = config
    if (typeof keysUrl !== 'string') throw new Error(`The OpenID configuration at ${configUrl} names no jwks_uri.`)
    const { keys } = await readJson(keysUrl)
    if (!Array.isArray(keys)) throw new Error(`What is at ${keysUrl} is no set of keys.`)
    return {
      issuer: typeof issuer === 'string' ? issuer : undefined,
      keys: keys.filter(isPublicKey),
      fetchedAtMs: clock.now(),
    }
  }

  const readJson = async (url: string): Promise<Record<string, unknown>> => {
    const response = await outgoing.fetch(url, {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(answerTimeoutMs),
    })
    if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`)
    const json: unknown = await response.json()
    if (typeof json !== 'object' || json === null) throw new Error(`${url} answered with something else than JSON.`)
    return { ...json }
  }

  return {
    async find(configUrl) {
      const issuer = issuerOf(configUrl)
      const { known } = issuer
      if (known !== undefined && clock.now() - known.fetchedAtMs < keptMs) return known
      // An issuer that did not answer a moment ago is not asked by every call.
      if (clock.now() - issuer.askedAtMs < (known === undefined ? refreshMs / 10 : refreshMs)) {
        if (known !== undefined) return known
        throw unreachable(configUrl, issuer.failure)
      }
      try {
        return await ask(configUrl, issuer)
      } catch (error) {
        if (known !== undefined) return known
        throw unreachable(configUrl, error)
      }
    },
    async refresh(configUrl) {
      const issuer = issuerOf(configUrl)
      const { known } = issuer
      if (known === undefined) return this.find(configUrl)
      if (issuer.pending === undefined && clock.now() - issuer.askedAtMs < refreshMs) return known
      try {
        return await ask(configUrl, issuer)
      } catch {
        // The keys that are known still verify what they can.
        return known
      }
    },
  }
}

/** A shared secret that an issuer publishes is no secret. */
function isPublicKey(key: unknown): key is JWK {
  return typeof key === 'object' && key !== null && 'kty' in key && (key.kty === 'RSA' || key.kty === 'EC')
}

const unreachable = (configUrl: string, cause: unknown): AppError =>
  new AppError('JwtInvalid', { reason: `the OpenID configuration at ${configUrl} cannot be read` }, { cause })
