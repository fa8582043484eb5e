import { expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'

const known = ['rate-limit', 'rate-limit-by-key', 'set-header', 'base', 'quota']

it.each([
  ['rate-limt', 'rate-limit'],
  ['ratelimit', 'rate-limit'],
  ['Set-Header', 'set-header'],
  ['setheader', 'set-header'],
  ['bas', 'base'],
  ['xyz', undefined],
  ['', undefined],
])('takes %s for %s', (name, meant) => {
  expect(nearestName(name, known)).toBe(meant)
})
