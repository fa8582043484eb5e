import { expect, it } from 'vitest'
import { toExpiry } from './expiry.ts'

const now = Date.parse('2026-06-01T00:00:00Z')

it.each([
  ['2026-05-31T00:00:00Z', 'expired'],
  ['2026-06-01T00:00:00Z', 'expired'],
  ['2026-06-30T00:00:00Z', 'expiresSoon'],
  ['2026-07-01T00:00:00Z', 'expiresSoon'],
  ['2026-07-02T00:00:00Z', 'valid'],
])('tells of a certificate until %s that it is %s', (date, word) => {
  expect(toExpiry(date, now).word).toBe(word)
})
