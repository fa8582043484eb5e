import { expect, it } from 'vitest'
import { isFiltered, subscriptionSearch, toSubscriptionFilter } from './subscription-search.ts'

it('drops what it does not know', () => {
  expect(subscriptionSearch.parse({ state: 'asleep', page: 'x', q: 'a', sort: 'name' })).toEqual({
    q: 'a',
    sort: 'name',
  })
})

it('puts all that is looked for into one filter', () => {
  expect(toSubscriptionFilter({})).toBeUndefined()
  expect(toSubscriptionFilter({ q: "d'or", state: 'active', product: 'starter', user: 'u1' })).toBe(
    "(contains(displayName,'d''or') or contains(name,'d''or') or contains(stateComment,'d''or')) and state eq 'active'" +
      " and scope eq '/products/starter' and ownerId eq '/users/u1'",
  )
})

it('order and page look for nothing', () => {
  expect(isFiltered({ sort: 'name', page: 2, subscription: 'x' })).toBe(false)
  expect(isFiltered({ user: 'u1' })).toBe(true)
})
