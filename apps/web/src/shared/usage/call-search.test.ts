import { expect, it } from 'vitest'
import { isStatusSearch, toOutcomeQuery, toTextQuery } from './call-search.ts'

it('looks for calls that the gateway refused, or for those that ended so', () => {
  expect(toOutcomeQuery('refused')).toEqual({ refused: true })
  expect(toOutcomeQuery('failed')).toEqual({ outcome: 'failed' })
  expect(toOutcomeQuery(undefined)).toEqual({ outcome: undefined })
})

it('looks for an identifier where one is typed, and else in addresses', () => {
  const id = '019ac35a-07e1-7c52-9f3a-0123456789ab'
  expect(toTextQuery(` ${id} `)).toEqual({ requestId: id })
  expect(toTextQuery('/echo/resource')).toEqual({ text: '/echo/resource' })
})

it.each([
  ['404', true],
  ['4xx', true],
  ['5XX', true],
  ['40x', false],
  ['4', false],
  ['4000', false],
])('takes %s for a status: %s', (text, isOne) => {
  expect(isStatusSearch(text)).toBe(isOne)
})
