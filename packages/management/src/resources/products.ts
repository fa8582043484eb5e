import { AppError, identifiers, productProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertSingleOpenProduct } from './product-apis.ts'
import { removeAssociationsTo, subscriptionsOfScope } from './references.ts'

/** @see reference: API Management, 1.6 */
export const products = defineResource({
  type: 'Microsoft.ApiManagement/service/products',
  title: 'Product',
  path: '/products/{productId}',
  identifiers: { productId: identifiers.productId },
  contract: productProperties,
  filterable: ['name', 'displayName', 'description', 'terms', 'state'],
  async prepare(product, { transaction, key }) {
    if (!product.subscriptionRequired) {
      for (const link of await transaction.list(`${key}/apis`)) {
        await assertSingleOpenProduct(transaction, link.key.slice(link.key.lastIndexOf('/') + 1), key)
      }
    }
    return { properties: product }
  },
  async afterCreate({ path, put }) {
    await put(`${path}/groups/administrators`, {})
  },
  async beforeDelete(context) {
    const subscriptions = await subscriptionsOfScope(context.transaction, context.key)
    if (subscriptions.length > 0 && context.query.get('deleteSubscriptions') !== 'true') {
      throw new AppError('OperationNotAllowed', {
        reason: `The product has subscriptions (${subscriptions.length}). Delete them first, or add deleteSubscriptions=true.`,
      })
    }
    for (const subscription of subscriptions) await context.remove(subscription.key)
    await removeAssociationsTo(context)
  },
  queries: { subscriptions: { shows: '/subscriptions/{sid}', documents: subscriptionsOfScope } },
})
