import { productProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { fromProduct, newProduct, productValues, toProduct } from './product-values.ts'

const values = { ...newProduct, displayName: ' Gold ', approvalRequired: true, subscriptionsLimit: 2 }

it('what is saved is what was typed', () => {
  const product = productProperties.parse({ ...toProduct(values), state: 'published' })
  expect(fromProduct(product)).toEqual({ ...values, displayName: 'Gold' })
})

it('an open product asks for nothing that needs subscriptions', () => {
  const open = toProduct({ ...values, subscriptionRequired: false })
  expect(productProperties.safeParse(open).success).toBe(true)
  expect([open.approvalRequired, open.subscriptionsLimit]).toEqual([false, null])
})

it('asks for a name, and a limit of at least one', () => {
  const fields = productValues.safeParse({ ...newProduct, displayName: ' ', subscriptionsLimit: 0 }).error?.issues
  expect(fields?.map(({ path }) => path[0])).toEqual(['displayName', 'subscriptionsLimit'])
})
