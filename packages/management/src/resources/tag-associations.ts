import { defineAssociation } from '../arm/define-resource.ts'

const tagged = (owner: string) =>
  defineAssociation({ path: `${owner}/tags/{tagId}`, shows: '/tags/{tagId}', title: 'Tag', isReadable: true })

/** Which APIs have a tag. */
export const apiTags = tagged('/apis/{apiId}')
/** Which operations have a tag. */
export const operationTags = tagged('/apis/{apiId}/operations/{operationId}')
/** Which products have a tag. */
export const productTags = tagged('/products/{productId}')
