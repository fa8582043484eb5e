import type { SubscriptionProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { fromSubscription, subscriptionValues, toSubscription } from './subscription-values.ts'

const saved: SubscriptionProperties = {
  scope: '/apis',
  state: 'active',
  createdDate: '2026-01-01T00:00:00.000Z',
  displayName: 'Mine',
  expirationDate: '2026-03-01T08:30:00.000Z',
  enforceExpiration: true,
  allowTracing: false,
}

it('a last day that nobody touched keeps its hour', () => {
  const values = fromSubscription('one', saved)
  expect(values.expirationDate).toBe('2026-03-01')
  expect(toSubscription(values, saved).expirationDate).toBe('2026-03-01T08:30:00.000Z')
})

it('a new last day lasts to its end, and none is null', () => {
  const values = fromSubscription('one', saved)
  expect(toSubscription({ ...values, expirationDate: '2026-04-30' }, saved).expirationDate).toBe(
    '2026-04-30T23:59:59.000Z',
  )
  expect(toSubscription({ ...values, expirationDate: '' }, saved).expirationDate).toBeNull()
})

it('one without a name is called by its id, and asks for a name', () => {
  const values = fromSubscription('one', { ...saved, displayName: null })
  expect(values.displayName).toBe('one')
  expect(subscriptionValues.safeParse({ ...values, displayName: '  ' }).success).toBe(false)
})
