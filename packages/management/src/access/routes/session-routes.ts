import { AppError, identifiers } from '@sluice/contracts'
import * as z from 'zod'
import { parseContract } from '../../arm/faults.ts'
import { readJsonObject } from '../../arm/request-body.ts'
import { type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { checkPassword, readServiceOf } from '../password-sign-in.ts'
import { beginSession, hasCredentials, isOfOwnOrigin, withoutCookie } from '../sessions.ts'
import { issueToken } from '../token-directory.ts'
import { toActor } from '../user-account.ts'

const credentials = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(200),
  /** Left out: the service that the installation began with. */
  service: identifiers.serviceName.optional(),
})

const tokenLifetimeSeconds = 8 * 3600

/** Signing in with a password, and what a page asks about its session. */
export function sessionRoutes(surroundings: AccessSurroundings): readonly AccessRoute[] {
  const { environment } = surroundings
  return [
    {
      method: 'POST',
      path: '/api/sign-in',
      role: 'anonymous',
      async answer(call) {
        const { url, requestId, remoteAddress } = call
        // Else the page of another site could sign somebody in as somebody else, who would not notice.
        if (!isOfOwnOrigin(call.request)) throw new AppError('CsrfTokenInvalid', {})
        const { service, ...sent } = parseContract(credentials, await readJsonObject(call.request), '')
        const account = await checkPassword(surroundings, {
          ...sent,
          service: service?.toLowerCase() ?? (await readServiceOf(environment, url)),
          remoteAddress,
        })
        const author = { actor: account.id, requestId }
        const { token, record } = await issueToken(environment, author, {
          name: 'sign-in',
          role: account.role,
          subject: account.id,
          user: { key: account.key, ordinal: account.ordinal },
          service: (await toActor(environment.store, account)).service,
          lifetimeSeconds: tokenLifetimeSeconds,
        })
        const { cookie, csrfToken } = await environment.store.transact(author, (transaction) =>
          beginSession(environment, transaction, { user: account, url }),
        )
        const user = { id: account.id, role: account.role, service: account.service }
        return Response.json(
          { token, expiresAt: record.expiresAt, csrfToken, user },
          { headers: { 'Set-Cookie': cookie } },
        )
      },
    },
    {
      method: 'GET',
      path: '/api/session',
      // Pages ask before they know whether anybody has signed in: an answer, not a fault that browsers would report.
      role: 'anonymous',
      isPersonal: true,
      answer({ request, actor, session }) {
        // Whoever shows something that is no longer good is told so; whoever shows nothing is just nobody.
        if (actor === undefined && hasCredentials(request)) throw new AppError('AuthenticationFailed', {})
        return Response.json({
          subject: actor?.subject ?? null,
          role: actor?.role ?? null,
          service: actor?.userService ?? actor?.service ?? null,
          userId: actor?.userId ?? null,
          actedBy: actor?.actedBy ?? null,
          csrfToken: session?.csrfToken ?? null,
          expiresAt: session?.record.expiresAt ?? null,
        })
      },
    },
    {
      method: 'POST',
      path: '/api/sign-out',
      role: 'developer',
      async answer(call) {
        const { session, url } = call
        if (session === undefined) {
          throw new AppError('OperationNotAllowed', { reason: 'There is no session: the call came with a token.' })
        }
        await environment.store.transact(authorOf(call), (transaction) => transaction.remove(session.key))
        return new Response(null, { status: 204, headers: { 'Set-Cookie': withoutCookie(url) } })
      },
    },
  ]
}
