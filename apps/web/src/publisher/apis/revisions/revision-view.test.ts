import { expect, it } from 'vitest'
import { nextRevision, releasedRevision } from './revision-view.ts'

it('counts on from the highest number, past names that are none', () => {
  const named = (...names: string[]) => names.map((apiRevision) => ({ apiRevision }))
  expect(nextRevision(named('1', '10', '9'))).toBe('11')
  expect(nextRevision(named('beta', '2'))).toBe('3')
  expect(nextRevision([])).toBe('1')
})

it('reads of what revision a release is', () => {
  expect(releasedRevision({ apiId: '/subscriptions/x/apis/echo-api;rev=2' })).toBe('2')
  expect(releasedRevision({ apiId: '/apis/echo-api' })).toBe('1')
})
