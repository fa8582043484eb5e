import type { Role } from '@sluice/contracts'

/** Who a bearer token speaks for. */
export interface TokenIdentity {
  /** User id, or `automation`, or the name of a role of the installation. */
  readonly subject: string
  readonly role: Role
  /** Name of the one service that it is good for; undefined = all. */
  readonly service?: string
  /** Under which the token is listed by whoever issued it (claim `jti`); management refuses what is not listed. */
  readonly id?: string
}

export interface BearerTokens {
  /** @param claims more of what the token says to whoever reads it, such as `tid`; nothing here depends on them */
  issue(identity: TokenIdentity, lifetimeSeconds: number, claims?: Readonly<Record<string, string>>): Promise<string>
  /** The identity of a token of ours that has not expired, or of the configured automation token; else undefined. */
  verify(token: string): Promise<TokenIdentity | undefined>
  /** Whether it is the configured automation token, which stands in no list. */
  isAutomationToken(token: string): boolean
}
