import type { Role } from '@sluice/contracts'

/** Who a bearer token speaks for. */
export interface TokenIdentity {
  /** User id, or `automation`, or the name of a role of the installation. */
  readonly subject: string
  readonly role: Role
}

export interface BearerTokens {
  issue(identity: TokenIdentity, lifetimeSeconds: number): Promise<string>
  /** The identity of a token of ours that has not expired, or of the configured automation token; else undefined. */
  verify(token: string): Promise<TokenIdentity | undefined>
}
