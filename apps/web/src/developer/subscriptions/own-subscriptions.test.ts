import { expect, it } from 'vitest'
import { countLeft, isLive, productOf, type Subscription, toProduct } from './own-subscriptions.ts'

const subscription = (scope: string, state = 'active') => ({ properties: { scope, state } }) as unknown as Subscription
const product = (name: string, state?: string) => subscription(`/subscriptions/x/service/s/products/${name}`, state)

it('knows which product a subscription is to', () => {
  expect(productOf(product('Starter'))).toBe('Starter')
  expect(productOf(subscription('/apis'))).toBeUndefined()
  const all = [product('starter'), product('other'), subscription('/apis/products')]
  expect(toProduct(all, 'STARTER')).toEqual([all[0]])
})

it('counts what the limit of a product leaves as the server does', () => {
  const held = [product('p'), product('p', 'submitted'), product('p', 'cancelled'), product('p', 'suspended')]
  expect(countLeft(held, null)).toBeUndefined()
  expect(countLeft(held, 3)).toBe(1)
  expect(countLeft(held, 1)).toBe(0)
  expect(held.map(isLive)).toEqual([true, true, false, true])
})
