import { expect, it } from 'vitest'
import { changesOf, type Subscription, type SubscriptionState, titleOf, toScope } from './subscription.ts'

const service = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/demo'
const subscription = (state: SubscriptionState, name = 'one'): Subscription => ({
  id: `${service}/subscriptions/${name}`,
  name,
  type: 'Microsoft.ApiManagement/service/subscriptions',
  properties: { scope: '/apis', state, createdDate: '', enforceExpiration: false, allowTracing: false },
})

it.each([
  [`${service}/products/Starter`, { kind: 'product', name: 'Starter' }],
  ['/products/Starter', { kind: 'product', name: 'Starter' }],
  [`${service}/apis/echo-api`, { kind: 'api', name: 'echo-api' }],
  [`${service}/apis`, { kind: 'allApis' }],
  [`${service}/`, { kind: 'everything' }],
])('reads the scope %s', (text, scope) => {
  expect(toScope(text)).toEqual(scope)
})

it.each([
  ['submitted', ['approve', 'reject', 'cancel']],
  ['active', ['suspend', 'cancel']],
  ['suspended', ['activate', 'cancel']],
  ['rejected', ['activate']],
  ['cancelled', ['activate']],
  ['expired', []],
] as const)('offers what can become of one that is %s', (state, changes) => {
  expect(changesOf(subscription(state))).toEqual(changes)
})

it('leaves the built-in one as it is', () => {
  expect(changesOf(subscription('active', 'master'))).toEqual([])
})

it('calls one without a name by its id', () => {
  expect(titleOf(subscription('active'))).toBe('one')
})
