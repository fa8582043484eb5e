import { expect, it } from 'vitest'
import { hrefOfUse } from './href-of-use.ts'

const service = { id: '/subscriptions/1/service/s', name: 's' }

it.each([
  ['/policies/policy', '/policies', '/publisher/s/policies'],
  ['/apis/a/policies/policy', '/apis/a', '/publisher/s/policies?scope=%2Fapis%2Fa'],
  ['/policyFragments/f', '/policyFragments/f', '/publisher/s/fragments/f'],
])('leads to where %s is edited', (own, label, href) => {
  expect(hrefOfUse(`${service.id}${own}`, service)).toEqual({ label, href })
})
