import { expect, it } from 'vitest'
import { hrefOfPlace, toPolicyPlace } from './policy-scope.ts'

it.each([
  [undefined, 'global', '/publisher/s/settings'],
  ['/products/p', 'product', '/publisher/s/products/p/summary'],
  ['/apis/a', 'api', '/publisher/s/apis/a/summary'],
  ['/apis/a/operations/o', 'operation', '/publisher/s/apis/a/operations/o?tab=policies'],
])('reads what a document stands at from %s', (text, scope, href) => {
  const place = toPolicyPlace(text)
  expect(place).toEqual({ path: text ?? '', scope })
  expect(place && hrefOfPlace('s', place)).toBe(href)
})

it('knows no other places', () => {
  expect(toPolicyPlace('/users/u')).toBeUndefined()
  expect(toPolicyPlace('/apis/a/b')).toBeUndefined()
})
