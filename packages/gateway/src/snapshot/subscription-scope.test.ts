import { expect, it } from 'vitest'
import { parseSubscriptionScope } from './subscription-scope.ts'

const service = '/subscriptions/s/resourceGroups/r/providers/Microsoft.ApiManagement/service/contoso'

it.each([
  ['/', { kind: 'all' }],
  ['', { kind: 'all' }],
  ['/apis', { kind: 'all' }],
  ['/apis/', { kind: 'all' }],
  ['/apis/Echo-API', { kind: 'api', name: 'echo-api' }],
  ['/products/starter', { kind: 'product', name: 'starter' }],
  ['/products/apis', { kind: 'product', name: 'apis' }],
  [`${service}`, { kind: 'all' }],
  [`${service}/`, { kind: 'all' }],
  [`${service}/apis`, { kind: 'all' }],
  [`${service}/apis/echo-api`, { kind: 'api', name: 'echo-api' }],
  [`${service}/products/starter`, { kind: 'product', name: 'starter' }],
  ['/services/contoso', { kind: 'all' }],
  ['/products', { kind: 'none' }],
  ['/workspaces/one', { kind: 'none' }],
  ['/apis/echo-api/operations/get', { kind: 'none' }],
])('the scope %s is %j', (text, expected) => {
  expect(parseSubscriptionScope(text)).toEqual(expected)
})
