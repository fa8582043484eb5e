import { AppError, isAppError } from '@sluice/contracts'
import type { AccessCall, AccessSurroundings } from '../access-route.ts'
import { checkPassword, readServiceOf } from '../password-sign-in.ts'
import { toSasHeader } from './portal-headers.ts'
import { readPortalUser } from './portal-user.ts'

/**
 * Who the caller is; for a password also the signature to go on with.
 * @see reference: API Management, 5.3
 */
export async function answerIdentity(
  { environment, guard, credentials }: AccessSurroundings,
  { request, url, remoteAddress }: AccessCall,
): Promise<Response> {
  const service = await readServiceOf(environment, url)
  const basic = /^Basic +([A-Za-z0-9+/=]+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic === undefined) {
    const identified = await credentials.identify(request, remoteAddress, service)
    const user = await readPortalUser(environment.store, identified?.actor, service)
    if (user === undefined) throw new AppError('AuthenticationFailed', {})
    return Response.json({ id: user.id })
  }
  const text = Buffer.from(basic, 'base64').toString('utf8')
  const at = text.indexOf(':')
  try {
    const account = await checkPassword(
      { environment, guard },
      { service, email: text.slice(0, at), password: text.slice(at + 1), remoteAddress },
    )
    return Response.json({ id: account.id }, { headers: toSasHeader(environment, account) })
  } catch (error) {
    if (!isAppError(error) || (error.status !== 401 && error.status !== 403)) throw error
    const reason = error.code === 'AccountNotConfirmed' ? 'identity_not_confirmed' : 'invalid_identity'
    return Response.json(
      { error: { code: error.code, message: error.message, details: null } },
      { status: 401, headers: { 'WWW-Authenticate': `Basic error="${reason}"` } },
    )
  }
}
