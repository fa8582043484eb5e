import { identifiers, productProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { assertSingleOpenProduct } from './product-apis.ts'
import { removeAssociationsTo, removeSubscriptions, subscriptionsOfScope } from './references.ts'
import { taggedResources } from './tags.ts'

/** @see reference: API Management, 1.6 */
export const products = defineResource({
  type: 'Microsoft.ApiManagement/service/products',
  title: 'Product',
  path: '/products/{productId}',
  identifiers: { productId: identifiers.productId },
  contract: productProperties,
  filterable: ['name', 'displayName', 'description', 'terms', 'state'],
  listSource: taggedResources,
  async prepare(product, { transaction, key }) {
    if (!product.subscriptionRequired) {
      for (const link of await transaction.list(`${key}/apis`)) {
        await assertSingleOpenProduct(transaction, nameOf(link.key), key)
      }
    }
    return { properties: product }
  },
  async afterCreate({ path, put }) {
    await put(`${path}/groups/administrators`, {})
  },
  async beforeDelete(context) {
    await removeSubscriptions(context, await subscriptionsOfScope(context.transaction, context.key), 'product')
    await removeAssociationsTo(context)
  },
  queries: { subscriptions: { shows: '/subscriptions/{sid}', source: (key) => ({ index: 'scope', value: key }) } },
})
