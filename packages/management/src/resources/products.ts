import { identifiers, productProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { nameOf, toKey } from '../arm/identity.ts'
import { groupsOf, readExpandedGroups } from './expanded-groups.ts'
import { assertSingleOpenProduct } from './product-apis.ts'
import { productGroups } from './product-groups.ts'
import { removeAssociationsTo, removeSubscriptions, subscriptionsOfScope } from './references.ts'
import { taggedResources } from './tags.ts'

/** @see reference: API Management, 1.6 */
export const products = defineResource({
  type: 'Microsoft.ApiManagement/service/products',
  title: 'Product',
  path: '/products/{productId}',
  identifiers: { productId: identifiers.productId },
  contract: productProperties,
  filterable: ['name', 'displayName', 'description', 'terms', 'state', 'subscriptionRequired', 'approvalRequired'],
  listSource: taggedResources,
  async prepare(product, { transaction, key }) {
    if (!product.subscriptionRequired) {
      for (const link of await transaction.list(`${key}/apis`)) {
        await assertSingleOpenProduct(transaction, nameOf(link.key), key)
      }
    }
    return { properties: product }
  },
  async loadRelated(bodies, reader, view) {
    const collection = bodies.map(({ path }) => `${toKey(view.service.name, path)}/groups`)
    const links = { from: { collection }, association: productGroups.path, owner: 'productId' } as const
    return readExpandedGroups(links, reader, view)
  },
  toView: ({ path, properties }, { related }) => ({ ...properties, ...groupsOf(related, path) }),
  async afterCreate({ path, put }) {
    await put(`${path}/groups/administrators`, {})
  },
  async beforeDelete(context) {
    await removeSubscriptions(context, await subscriptionsOfScope(context.transaction, context.key), 'product')
    await removeAssociationsTo(context)
  },
  queries: { subscriptions: { shows: '/subscriptions/{sid}', source: (key) => ({ index: 'scope', value: key }) } },
})
