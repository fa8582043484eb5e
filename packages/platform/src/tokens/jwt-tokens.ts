import { createHash, timingSafeEqual } from 'node:crypto'
import { userRoles } from '@sluice/contracts/roles'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from '../clock/clock.ts'
import { deriveKey } from '../secrets/sealed-secrets.ts'
import type { BearerTokens, TokenIdentity } from './tokens.ts'

export interface BearerTokensOptions {
  readonly masterKey: Uint8Array
  readonly clock: Clock
  /** `SLUICE_MANAGEMENT_TOKEN`: accepted as it is, for automation. An empty one is none. */
  readonly automationToken?: string | undefined
}

const issuer = 'sluice'
const audience = 'sluice'

/** Tokens that every process of the installation can issue and check: JWT, HS256 under a key derived from the secret key. */
export function createBearerTokens(options: BearerTokensOptions): BearerTokens {
  const key = deriveKey(options.masterKey, 'tokens')
  const automationDigest = options.automationToken ? digest(options.automationToken) : undefined
  // Digests are of one length, so that comparing tells nothing, not even the length.
  const isAutomationToken = (token: string) =>
    automationDigest !== undefined && timingSafeEqual(digest(token), automationDigest)
  return {
    issue({ subject, role, service, id }, lifetimeSeconds, claims = {}) {
      const issuedAt = Math.floor(options.clock.now() / 1000)
      const token = new SignJWT({ ...claims, role, ...(service === undefined ? {} : { service }) })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
      return (id === undefined ? token : token.setJti(id)).sign(key)
    },
    isAutomationToken,
    async verify(token) {
      if (isAutomationToken(token)) return { subject: 'automation', role: 'administrator' }
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer,
          audience,
          algorithms: ['HS256'],
          currentDate: new Date(options.clock.now()),
          requiredClaims: ['sub', 'exp'],
        })
        const { sub: subject = '', role, service, jti: id } = payload
        if (!isRole(role) || (service !== undefined && typeof service !== 'string')) return undefined
        return {
          subject,
          role,
          ...(service === undefined ? {} : { service }),
          ...(id === undefined ? {} : { id }),
        }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

const roles: ReadonlySet<unknown> = new Set<TokenIdentity['role']>([...userRoles, 'internal'])

const isRole = (value: unknown): value is TokenIdentity['role'] => roles.has(value)
