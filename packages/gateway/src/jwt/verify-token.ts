import { AppError, isAppError } from '@sluice/contracts/errors'
import type { Clock } from '@sluice/platform'
import { type CryptoKey, compactDecrypt, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose'
import { checkClaims } from './check-claims.ts'
import type { OpenIdKeySource } from './openid-keys.ts'
import type { TokenKey, TokenPayload, TokenRules, VerifiedToken } from './token-settings.ts'

/** What a token may be signed by, and which keys can have done it. */
const algorithms: ReadonlyMap<string, 'oct' | 'RSA' | 'EC'> = new Map(
  (
    [
      ['oct', ['HS256', 'HS384', 'HS512']],
      ['RSA', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
      ['EC', ['ES256', 'ES384', 'ES512']],
    ] as const
  ).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
)

export interface TokenSurroundings {
  readonly clock: Clock
  readonly openIdKeys: OpenIdKeySource
}

/**
 * Decrypts a token where it is encrypted, finds a key that verifies its signature, and checks its claims.
 * @throws AppError with the code that the reference gives for it
 * @see reference: API Management, 3.3 and 2.7
 */
export async function verifyToken(
  written: string,
  rules: TokenRules,
  around: TokenSurroundings,
): Promise<VerifiedToken> {
  const token = await decrypt(written, rules)
  const header = readHeader(token)
  const sources = await Promise.all(rules.openIdConfigs.map((url) => around.openIdKeys.find(url)))
  const isUnsigned = header.alg === undefined || header.alg === 'none'
  if (isUnsigned) {
    if (rules.requiresSignature) throw new AppError('JwtInvalid', { reason: 'it is not signed' })
  } else if (rules.requiresSignature || rules.signingKeys.length > 0 || sources.length > 0) {
    const known = [...rules.signingKeys, ...sources.flatMap(({ keys }) => keys.map(toTokenKey))]
    try {
      await verifySignature(token, header, known)
    } catch (error) {
      if (sources.length === 0) throw error
      // An issuer changes its keys now and then, and nobody tells us.
      const refreshed = await Promise.all(rules.openIdConfigs.map((url) => around.openIdKeys.refresh(url)))
      if (refreshed.every((source, index) => source === sources[index])) throw error
      const keys = refreshed.flatMap((source) => source.keys.map(toTokenKey))
      await verifySignature(token, header, [...rules.signingKeys, ...keys])
    }
  }
  const payload = readPayload(token)
  const issuers = [...rules.issuers, ...sources.flatMap(({ issuer }) => issuer ?? [])]
  checkClaims(payload, rules, issuers, around.clock.now())
  return { token, payload }
}

const toTokenKey = (key: JWK): TokenKey => ({ id: key.kid, key })

interface TokenHeader {
  readonly alg?: string | undefined
  readonly kid?: string | undefined
}

const invalid = (reason: string, cause?: unknown) => new AppError('JwtInvalid', { reason }, { cause })

function readHeader(token: string): TokenHeader {
  try {
    const { alg, kid } = decodeProtectedHeader(token)
    return { alg, kid }
  } catch (error) {
    throw invalid('it is not well-formed', error)
  }
}

function readPayload(token: string): TokenPayload {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (typeof payload === 'object' && payload !== null && !Array.isArray(payload)) return { ...payload }
  } catch (error) {
    throw invalid('its claims are no JSON', error)
  }
  throw invalid('its claims are no JSON object')
}

/** @throws AppError `TokenSignatureKeyNotFound` or `TokenSignatureInvalid` */
async function verifySignature(token: string, { alg = '', kid }: TokenHeader, known: readonly TokenKey[]) {
  const type = algorithms.get(alg)
  if (type === undefined) throw invalid(`its algorithm '${alg}' is not accepted`)
  const suitable = known.filter(({ key }) => typeOf(key) === type)
  // A key without an identifier is tried for every token, and a token without one tries every key.
  const candidates = suitable.filter(({ id }) => kid === undefined || id === undefined || id === kid)
  if (candidates.length === 0) throw new AppError('TokenSignatureKeyNotFound', { keyId: kid ?? '' })
  for (const { key } of candidates) if (await isSignedBy(token, alg, key)) return
  throw new AppError('TokenSignatureInvalid', {})
}

function typeOf(key: TokenKey['key']): string | undefined {
  if (key instanceof Uint8Array) return 'oct'
  if ('kty' in key && typeof key.kty === 'string') return key.kty
  if (!('asymmetricKeyType' in key)) return undefined
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return 'RSA'
    case 'ec':
      return 'EC'
    default:
      return undefined
  }
}

async function isSignedBy(token: string, alg: string, key: TokenKey['key']): Promise<boolean> {
  try {
    await compactVerify(token, await toKey(key, alg), { algorithms: [alg] })
    return true
  } catch {
    // Whatever is wrong with this key, too short or of another curve: it did not verify the token.
    return false
  }
}

/** Imported once for each algorithm; a key lives as long as what it came from. */
const imported = new WeakMap<object, Map<string, Promise<CryptoKey | Uint8Array>>>()

function toKey(key: TokenKey['key'], alg: string) {
  if (key instanceof Uint8Array || !('kty' in key)) return key
  let byAlgorithm = imported.get(key)
  if (byAlgorithm === undefined) {
    byAlgorithm = new Map()
    imported.set(key, byAlgorithm)
  }
  let made = byAlgorithm.get(alg)
  if (made === undefined) {
    // What else a key says of itself, such as `use`, keeps nobody from verifying with it.
    const { kty, n, e, crv, x, y } = key as JWK
    made = importJWK(
      Object.fromEntries(Object.entries({ kty, n, e, crv, x, y }).filter(([, v]) => v !== undefined)),
      alg,
    )
    byAlgorithm.set(alg, made)
  }
  return made
}

async function decrypt(token: string, { decryptionKeys }: TokenRules): Promise<string> {
  const parts = token.split('.').length
  if (parts === 3) return token
  if (parts !== 5) throw invalid('it is not well-formed')
  if (decryptionKeys.length === 0) throw invalid('it is encrypted, and there is no key to decrypt it')
  for (const { key } of decryptionKeys) {
    const opened = await openWith(token, key)
    if (opened !== undefined) {
      if (opened.split('.').length === 3) return opened
      throw invalid('what is encrypted in it is no token')
    }
  }
  throw invalid('no key decrypts it')
}

async function openWith(token: string, key: TokenKey['key']): Promise<string | undefined> {
  try {
    const { plaintext } = await compactDecrypt(token, key)
    return new TextDecoder().decode(plaintext)
  } catch (error) {
    if (isAppError(error)) throw error
    // Not this key's; the next one is tried.
    return undefined
  }
}
