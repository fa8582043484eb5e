import { describe, expect, it } from 'vitest'
import { identifierOf, nameOfId, newIdentifier } from './identifier-of.ts'

describe('identifierOf', () => {
  it.each([
    ['Starter', 'starter'],
    ['  Gold & Silver, 2nd  ', 'gold-silver-2nd'],
    ['Café Zürich', 'cafe-zurich'],
    ['製品', 'product'],
    ['x'.repeat(100), 'x'.repeat(80)],
    [`${'x'.repeat(79)} y`, 'x'.repeat(79)],
  ])('makes of %j %j', (name, id) => {
    expect(identifierOf(name, 'product')).toBe(id)
  })
})

it('newIdentifier gives another one each time', () => {
  expect(newIdentifier()).toMatch(/^[0-9a-f]{24}$/)
  expect(newIdentifier()).not.toBe(newIdentifier())
})

it('nameOfId is the last part', () => {
  expect(nameOfId('/subscriptions/x/service/y/products/Starter')).toBe('Starter')
})
