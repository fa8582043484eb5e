import * as z from 'zod'
import { quote } from '../../shared/api-client/resource.ts'
import { listSearch } from '../../shared/routing/list-search.ts'
import { subscriptionSearch } from '../subscriptions/subscription-search.ts'
import { userStates } from './user.ts'

/** What the address says of the list of users. */
export const usersSearch = listSearch.extend({
  state: z.enum(userStates).optional().catch(undefined),
  group: z.string().optional().catch(undefined),
})
export type UsersSearch = z.infer<typeof usersSearch>

export const userTabs = ['profile', 'groups', 'subscriptions', 'activity'] as const

/** The open part of one user, and what its list of subscriptions looks for. */
export const userSearch = subscriptionSearch.extend({ tab: z.enum(userTabs).optional().catch(undefined) })
export type UserSearch = z.infer<typeof userSearch>

export function toUsersFilter({ q, state }: UsersSearch): string | undefined {
  // Somebody is looked for by the whole name as well: every word has to be in some field.
  const words = q?.split(/\s+/).filter((word) => word !== '') ?? []
  const fields = ['firstName', 'lastName', 'email', 'note']
  const terms = [
    ...words.map((word) => `(${fields.map((field) => `contains(${field},${quote(word)})`).join(' or ')})`),
    state && `state eq ${quote(state)}`,
  ]
  return terms.filter(Boolean).join(' and ') || undefined
}
