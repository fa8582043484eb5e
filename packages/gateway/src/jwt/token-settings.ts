import type { KeyObject } from 'node:crypto'
import type { JWK } from 'jose'

/** A key as a policy document or an issuer gives it. */
export interface TokenKey {
  /** What a token's `kid` must be to mean it; undefined = it is tried for every token. */
  readonly id: string | undefined
  readonly key: Uint8Array | JWK | KeyObject
}

export interface RequiredClaim {
  readonly name: string
  /** None = it only has to be there. */
  readonly values: readonly string[]
  readonly match: 'all' | 'any'
  /** Splits a claim's text into values. */
  readonly separator: string | undefined
}

/** What a token must be; each list that is empty demands nothing. */
export interface TokenRules {
  readonly requiresExpiration: boolean
  readonly requiresSignature: boolean
  readonly clockSkewSeconds: number
  readonly openIdConfigs: readonly string[]
  readonly signingKeys: readonly TokenKey[]
  readonly decryptionKeys: readonly TokenKey[]
  readonly audiences: readonly string[]
  readonly issuers: readonly string[]
  readonly claims: readonly RequiredClaim[]
}

export type TokenPayload = Readonly<Record<string, unknown>>

export interface VerifiedToken {
  /** In three parts, decrypted where it came in five. */
  readonly token: string
  readonly payload: TokenPayload
}
