import { AppError } from '@sluice/contracts'
import type { BearerTokens, TokenIdentity } from '@sluice/platform'
import { allows } from './roles.ts'

/**
 * Who sends the request.
 * @throws AppError `AuthenticationFailed`, `AuthorizationFailed`
 */
export async function authenticate(
  request: Request,
  tokens: BearerTokens,
  role: TokenIdentity['role'],
): Promise<TokenIdentity> {
  const match = /^Bearer +(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')
  const identity = match?.[1] === undefined ? undefined : await tokens.verify(match[1])
  if (identity === undefined) throw new AppError('AuthenticationFailed', {})
  if (!allows(identity.role, role)) throw new AppError('AuthorizationFailed', {})
  return identity
}
