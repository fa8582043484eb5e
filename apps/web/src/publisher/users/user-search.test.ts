import { expect, it } from 'vitest'
import { toUsersFilter, userSearch, usersSearch } from './user-search.ts'

it('looks for each word in every field', () => {
  expect(toUsersFilter({})).toBeUndefined()
  expect(toUsersFilter({ q: ' an  be ', state: 'blocked' })).toBe(
    "(contains(firstName,'an') or contains(lastName,'an') or contains(email,'an') or contains(note,'an'))" +
      " and (contains(firstName,'be') or contains(lastName,'be') or contains(email,'be') or contains(note,'be'))" +
      " and state eq 'blocked'",
  )
})

it('drops what it does not know', () => {
  expect(usersSearch.parse({ state: 'x', group: 'g' })).toEqual({ group: 'g' })
  expect(userSearch.parse({ tab: 'keys', state: 'active' })).toEqual({ state: 'active' })
})
