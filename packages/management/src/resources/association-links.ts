import { defineLink } from '../arm/define-link.ts'
import { productApis } from './product-apis.ts'
import { productGroups } from './product-groups.ts'
import { apiTags, operationTags, productTags } from './tag-associations.ts'

const service = 'Microsoft.ApiManagement/service'

/** Which APIs a product has, under names of their own. */
export const productApiLinks = defineLink({
  type: `${service}/products/apiLinks`,
  title: 'ProductApiLink',
  path: '/products/{productId}/apiLinks/{linkId}',
  association: productApis.path,
  field: 'apiId',
  refersTo: '/apis/{apiId}',
})

/** Which groups see a product, under names of their own. */
export const productGroupLinks = defineLink({
  type: `${service}/products/groupLinks`,
  title: 'ProductGroupLink',
  path: '/products/{productId}/groupLinks/{linkId}',
  association: productGroups.path,
  field: 'groupId',
  refersTo: '/groups/{groupId}',
})

/** Which APIs have a tag, under names of their own. */
export const tagApiLinks = defineLink({
  type: `${service}/tags/apiLinks`,
  title: 'TagApiLink',
  path: '/tags/{tagId}/apiLinks/{linkId}',
  association: apiTags.path,
  field: 'apiId',
  refersTo: '/apis/{apiId}',
})

/** Which operations have a tag, under names of their own. */
export const tagOperationLinks = defineLink({
  type: `${service}/tags/operationLinks`,
  title: 'TagOperationLink',
  path: '/tags/{tagId}/operationLinks/{linkId}',
  association: operationTags.path,
  field: 'operationId',
  refersTo: '/apis/{apiId}/operations/{operationId}',
})

/** Which products have a tag, under names of their own. */
export const tagProductLinks = defineLink({
  type: `${service}/tags/productLinks`,
  title: 'TagProductLink',
  path: '/tags/{tagId}/productLinks/{linkId}',
  association: productTags.path,
  field: 'productId',
  refersTo: '/products/{productId}',
})
