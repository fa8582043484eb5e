import { expect, it } from 'vitest'
import { type NewSubscriptionValues, newSubscriptionValues, toNewSubscription } from './new-subscription-values.ts'

const values: NewSubscriptionValues = {
  displayName: ' Shop ',
  kind: 'product',
  product: { name: 'starter', text: 'Starter' },
  api: null,
  owner: { name: 'u1', text: 'Anna Berg' },
  allowTracing: false,
  notify: true,
}

it('gives keys to a product in the name of a user', () => {
  expect(toNewSubscription(values)).toEqual({
    displayName: 'Shop',
    scope: '/products/starter',
    ownerId: '/users/u1',
    allowTracing: false,
    state: 'active',
  })
})

it('needs no owner and no thing for all APIs', () => {
  const all: NewSubscriptionValues = { ...values, kind: 'allApis', product: null, owner: null }
  expect(newSubscriptionValues.safeParse(all).success).toBe(true)
  expect(toNewSubscription(all)).toEqual({ displayName: 'Shop', scope: '/apis', allowTracing: false, state: 'active' })
})

it('asks for the API where one is to be opened', () => {
  const faulty = newSubscriptionValues.safeParse({ ...values, kind: 'api' })
  expect(faulty.error?.issues.map(({ path }) => path)).toEqual([['api']])
})
