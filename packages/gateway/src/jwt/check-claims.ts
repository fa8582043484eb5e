import { AppError } from '@sluice/contracts/errors'
import type { RequiredClaim, TokenPayload, TokenRules } from './token-settings.ts'

/**
 * Checks what a token says against what is demanded of it.
 * @param issuers those of the document and of the OpenID configurations
 * @throws AppError with the code that the reference gives for it
 * @see RFC 7519, 4.1
 */
export function checkClaims(payload: TokenPayload, rules: TokenRules, issuers: readonly string[], nowMs: number): void {
  checkTimes(payload, rules, nowMs / 1000)
  const audiences = valuesOf(payload.aud)
  if (rules.audiences.length > 0 && !audiences.some((one) => rules.audiences.includes(one))) {
    throw new AppError('TokenAudienceNotAllowed', { audience: audiences.join(', ') || '(none)' })
  }
  const issuer = typeof payload.iss === 'string' ? payload.iss : ''
  if (issuers.length > 0 && !issuers.some((one) => fill(one, payload) === issuer)) {
    throw new AppError('TokenIssuerNotAllowed', { issuer: issuer || '(none)' })
  }
  const missing = rules.claims.filter(({ name }) => payload[name] === undefined || payload[name] === null)
  if (missing.length > 0) {
    throw new AppError('TokenClaimNotFound', { claims: missing.map(({ name }) => name).join(', ') })
  }
  for (const claim of rules.claims) checkClaim(payload, claim)
}

function checkTimes(payload: TokenPayload, { requiresExpiration, clockSkewSeconds }: TokenRules, now: number): void {
  const { exp, nbf } = payload
  if (exp === undefined && requiresExpiration) throw new AppError('JwtInvalid', { reason: 'it has no expiration time' })
  if (exp !== undefined) {
    if (typeof exp !== 'number') throw new AppError('JwtInvalid', { reason: 'its expiration time is no number' })
    if (exp <= now - clockSkewSeconds) {
      const expired = new Date(exp * 1000)
      throw new AppError('TokenExpired', {
        expiredAt: Number.isNaN(expired.getTime()) ? String(exp) : expired.toISOString(),
      })
    }
  }
  if (nbf === undefined) return
  if (typeof nbf !== 'number') throw new AppError('JwtInvalid', { reason: 'the begin of its time is no number' })
  if (nbf > now + clockSkewSeconds) throw new AppError('JwtInvalid', { reason: 'its time has not begun yet' })
}

/** Issuers of many tenants say so by a place holder. */
const fill = (issuer: string, payload: TokenPayload): string =>
  typeof payload.tid === 'string' ? issuer.replaceAll('{tenantid}', payload.tid) : issuer

function checkClaim(payload: TokenPayload, { name, values, match, separator }: RequiredClaim): void {
  if (values.length === 0) return
  const written = valuesOf(payload[name])
  const found = separator === undefined ? written : written.flatMap((value) => value.split(separator))
  const isThere = (value: string) => found.includes(value)
  const isRight = match === 'all' ? values.every(isThere) : values.some(isThere)
  if (!isRight) throw new AppError('TokenClaimValueNotAllowed', { claim: name, value: written.join(', ') })
}

/** A claim is one value or a list of them. */
function valuesOf(claim: unknown): readonly string[] {
  if (claim === undefined || claim === null) return []
  if (Array.isArray(claim)) return claim.flatMap(valuesOf)
  return [typeof claim === 'object' ? JSON.stringify(claim) : String(claim)]
}
