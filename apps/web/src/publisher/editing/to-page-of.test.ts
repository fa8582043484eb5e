import { expect, it } from 'vitest'
import { toPageOf } from './to-page-of.ts'

const service = { id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/demo', name: 'demo' }

it.each([
  ['', '/publisher/demo/settings'],
  ['/apis/echo-api', '/publisher/demo/apis/echo-api'],
  ['/apis/echo-api;rev=2/policies/policy', '/publisher/demo/apis/echo-api%3Brev%3D2/policies'],
  ['/apis/echo-api/operations/create', '/publisher/demo/apis/echo-api/operations/create'],
  ['/products/starter/policies/policy', '/publisher/demo/products/starter/policies'],
  ['/backends/orders', '/publisher/demo/backends/orders'],
  ['/namedValues/key', '/publisher/demo/named-values'],
  ['/policies/policy', '/publisher/demo/policies'],
  ['/something/else', '/publisher/demo'],
])('leads from %s to its page', (path, href) => {
  expect(toPageOf(`${service.id}${path}`, service).href).toBe(href)
})
