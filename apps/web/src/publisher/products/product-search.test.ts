import { expect, it } from 'vitest'
import { productSearch, toProductFilter } from './product-search.ts'

it('puts search and state into one filter', () => {
  expect(toProductFilter({})).toBeUndefined()
  expect(toProductFilter({ q: 'go', state: 'notPublished' })).toBe(
    "(contains(displayName,'go') or contains(name,'go') or contains(description,'go')) and state eq 'notPublished'",
  )
})

it('drops a state that there is not', () => {
  expect(productSearch.parse({ state: 'sold' })).toEqual({})
})
