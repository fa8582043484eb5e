import { redirect } from '@tanstack/react-router'
import { queryClient } from '../api-client/query-client.ts'
import { type Session, sessionQuery } from '../auth/session.ts'

/** To be thrown where a page needs a session: signing in leads back to it. */
export const toSignIn = (href: string, service?: string) =>
  redirect({ to: '/sign-in', search: { returnTo: href, ...(service === undefined ? {} : { service }) } })

/** For pages that are nobody's without a session: whoever has none signs in first. */
export async function requireSession({
  location,
  params = {},
}: {
  readonly location: { readonly href: string }
  readonly params?: { readonly service?: string }
}): Promise<Session> {
  const session = await queryClient.ensureQueryData(sessionQuery)
  if (session === null) throw toSignIn(location.href, params.service)
  return session
}
