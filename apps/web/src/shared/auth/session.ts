import { queryOptions, useQuery } from '@tanstack/react-query'
import { isApiError } from '../api-client/api-error.ts'
import { queryClient } from '../api-client/query-client.ts'
import { send } from '../api-client/send.ts'
import { reportSignIn, setCsrfToken } from '../api-client/session-state.ts'

export type UserRole = 'developer' | 'analyst' | 'publisher' | 'administrator'

/** Who works in this browser. */
export interface Session {
  readonly subject: string
  readonly role: UserRole
  /** Instance that the user belongs to. */
  readonly service: string | null
  readonly userId: string | null
  /** Administrator who acts as this user. */
  readonly actedBy: string | null
  readonly csrfToken: string | null
  readonly expiresAt: string | null
}

const ranks: readonly UserRole[] = ['developer', 'analyst', 'publisher', 'administrator']

/** administrator ⊃ publisher ⊃ analyst ⊃ developer */
export const allows = (session: Session | null | undefined, role: UserRole): boolean =>
  session != null && ranks.indexOf(session.role) >= ranks.indexOf(role)

/** The session of the cookie; null = nobody has signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session | null> => {
    const session = await readSession()
    setCsrfToken(session?.csrfToken)
    return session
  },
  staleTime: 5 * 60_000,
})

async function readSession(): Promise<Session | null> {
  try {
    const { body } = await send<Session | { readonly subject: null }>('/api/session', { isAnonymous: true })
    return body.subject === null ? null : body
  } catch (error) {
    // The cookie is of a session that has ended.
    if (isApiError(error) && error.status === 401) return null
    throw error
  }
}

export const useSession = (): Session | null => useQuery(sessionQuery).data ?? null

/** @throws ApiError with the reason why not */
export async function signIn(credentials: {
  readonly email: string
  readonly password: string
  readonly service?: string | undefined
}): Promise<Session> {
  await send('/api/sign-in', { method: 'POST', body: credentials, isAnonymous: true })
  return renewSession()
}

/** After the server has begun or changed the session of this browser. */
export async function renewSession(): Promise<Session> {
  const before = queryClient.getQueryData(sessionQuery.queryKey)
  const session = await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
  if (session === null) throw new Error('The browser kept no cookie: allow cookies for this address.')
  reportSignIn()
  // Whoever signs in as somebody else must not see what the former one was shown.
  if (before != null && before.subject !== session.subject) queryClient.removeQueries({ predicate: isNotSession })
  else await queryClient.invalidateQueries({ predicate: isNotSession })
  return session
}

export async function signOut(): Promise<void> {
  await send('/api/sign-out', { method: 'POST', isAnonymous: true })
  setCsrfToken(undefined)
  queryClient.clear()
}

const isNotSession = ({ queryKey }: { readonly queryKey: readonly unknown[] }) => queryKey[0] !== 'session'
