import { AppError } from '@sluice/contracts'
import { serviceKey } from '../../arm/identity.ts'
import { type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { redeemLink } from '../one-time-links.ts'
import { assertMaySignIn, readServiceOf } from '../password-sign-in.ts'
import { beginSession } from '../sessions.ts'
import { readOpenAccount } from '../user-account.ts'

/** Sessions that begin without a password: an administrator's as a user, and those that another site vouches for. */
export function actAsRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  const { store } = environment
  return [
    {
      method: 'POST',
      path: '/api/users/:userId/act-as',
      role: 'administrator',
      async answer(call) {
        const { actor, url, parameters } = call
        const service = actor?.service ?? (await readServiceOf(environment, url))
        const account = await readOpenAccount(store, `${serviceKey(service)}/users/${parameters.userId?.toLowerCase()}`)
        if (account === undefined) throw new AppError('ResourceNotFound', { kind: 'User' })
        assertMaySignIn(account)
        if (account.role === 'administrator' || actor?.actedBy !== undefined) {
          throw new AppError('OperationNotAllowed', { reason: 'Nobody can act as an administrator.' })
        }
        const { actor: actedBy } = authorOf(call)
        const { cookie, csrfToken } = await store.transact(authorOf(call), async (transaction) => {
          const { userId, userService } = actor ?? {}
          const at = userId && userService && `${serviceKey(userService)}/users/${userId.toLowerCase()}`
          const actingUser = at ? ((await readOpenAccount(transaction, at)) ?? null) : null
          return beginSession(environment, transaction, { user: account, url, actedBy, actingUser })
        })
        return Response.json({ csrfToken, userId: account.id }, { headers: { 'Set-Cookie': cookie } })
      },
    },
    {
      method: 'GET',
      path: '/signin-sso',
      role: 'anonymous',
      async answer(call) {
        const { url } = call
        const cookie = await store.transact(authorOf(call), async (transaction) => {
          const link = await redeemLink(environment, transaction, url.searchParams.get('token') ?? '', ['sso'])
          const account = await readOpenAccount(transaction, link.user.key)
          if (account === undefined) throw new AppError('LinkInvalid', {})
          assertMaySignIn(account)
          return (await beginSession(environment, transaction, { user: account, url })).cookie
        })
        return goTo(url.searchParams.get('returnUrl'), cookie)
      },
    },
  ]
}

/**
 * A page that goes on to a path of ours. Not a redirect: after one that began at another site, browsers would not send
 * the cookie of the new session.
 */
export function goTo(returnUrl: string | null, cookie: string): Response {
  const path = returnUrl !== null && /^\/(?![/\\])[\w./~%?=&#-]*$/.test(returnUrl) ? returnUrl : '/'
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${path.replaceAll('&', '&amp;')}"><title>Signed in</title>`
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Set-Cookie': cookie,
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'",
    },
  })
}
