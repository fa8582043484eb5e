import { queryOptions } from '@tanstack/react-query'
import { send } from '../../shared/api-client/send.ts'
import type { UserRole } from '../../shared/auth/session.ts'

/** Something that is signed in; the token itself is told once, when it is made. */
export interface TokenView {
  readonly id: string
  readonly name: string | null
  readonly subject: string
  readonly role: UserRole
  /** Null = the whole installation. */
  readonly service: string | null
  readonly createdAt: string
  readonly expiresAt: string
  /** A session of a person rather than a token for a program. */
  readonly isOfUser: boolean
}

/** A program that signs in by itself. */
export interface ClientView {
  readonly clientId: string
  readonly displayName: string
  readonly role: UserRole
  readonly service: string | null
  readonly createdAt: string
  readonly expiresAt: string | null
}

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async () => (await send<{ value: readonly TokenView[] }>('/api/tokens')).body.value,
})

export const clientsQuery = queryOptions({
  queryKey: ['clients'],
  queryFn: async () => (await send<{ value: readonly ClientView[] }>('/api/clients')).body.value,
})

export const roles = ['developer', 'analyst', 'publisher', 'administrator'] as const satisfies readonly UserRole[]

/** Lifetimes to choose from, in seconds; 0 = without an end, which only clients have. */
export const lifetimes = { hour: 3_600, day: 86_400, month: 30 * 86_400, year: 365 * 86_400, never: 0 } as const
