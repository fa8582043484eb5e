import { AppError, type ProductProperties } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
import { defineAssociation, toBody } from '../arm/define-resource.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { splitApiName } from './apis/api-names.ts'

/** Which APIs are in a product. */
export const productApis = defineAssociation({
  path: '/products/{productId}/apis/{apiId}',
  shows: '/apis/{apiId}',
  title: 'Api',
  async beforePut({ transaction, service, identifiers }) {
    const { name, revision } = splitApiName(identifiers.apiId ?? '')
    if (revision !== undefined) {
      throw new AppError('OperationNotAllowed', {
        reason: `A product has an API with all its revisions: use ${name} in place of ${identifiers.apiId}.`,
      })
    }
    const productKey = toKey(service.name, `/products/${identifiers.productId}`)
    if (await isOpen(transaction, productKey)) {
      await assertSingleOpenProduct(transaction, identifiers.apiId ?? '', productKey)
    }
  },
})

/** An API may be in many products, but in one open product at the most: a call without key takes its context from it. */
export async function assertSingleOpenProduct(
  transaction: Transaction,
  apiId: string,
  productKey: string,
): Promise<void> {
  const apiKey = `${productKey.slice(0, productKey.indexOf('/products/'))}/apis/${apiId.toLowerCase()}`
  for (const link of await transaction.findByIndex('target', apiKey)) {
    const other = link.key.replace(/\/apis\/[^/]*$/, '')
    if (other === productKey || !(await isOpen(transaction, other))) continue
    throw new AppError('OperationNotAllowed', {
      reason: `The API '${apiId}' is already in the open product '${nameOf(other)}'; it can be in one open product only.`,
    })
  }
}

async function isOpen(transaction: Transaction, productKey: string): Promise<boolean> {
  const document = await transaction.get(productKey)
  return document !== undefined && toBody<ProductProperties>(document).properties.subscriptionRequired === false
}
