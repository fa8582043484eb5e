import type { ApiManagementClient } from '@azure/arm-apimanagement'
import { collect } from './collect.ts'

/** Tags put on resources in every way that the SDK knows, and the lists that show them. */
export async function exerciseTags(
  client: ApiManagementClient,
  ...at: readonly [resourceGroup: string, serviceName: string]
): Promise<unknown> {
  await client.tag.createOrUpdate(...at, 'sdk-list', { displayName: 'Listed' })
  await client.tag.assignToApi(...at, 'echo-api', 'sdk-list')
  await client.tag.assignToOperation(...at, 'echo-api', 'retrieve-resource', 'sdk-list')
  await client.tag.assignToProduct(...at, 'starter', 'sdk-list')
  const shown = (await client.tag.getByApi(...at, 'echo-api', 'sdk-list')).displayName
  const link = await client.tagProductLink.createOrUpdate(...at, 'sdk-list', 'second', {
    productId: '/products/unlimited',
  })
  const lists = {
    apis: await collect(client.api.listByTags(...at), ({ api }) => api?.name),
    products: await collect(client.product.listByTags(...at), ({ product }) => product?.name),
    operations: await collect(
      client.operationOperations.listByTags(...at, 'echo-api'),
      ({ operation }) => operation?.name,
    ),
    all: await collect(client.tagResource.listByService(...at, { top: 1 }), ({ tag }) => tag?.name),
    links: await collect(client.tagApiLink.listByProduct(...at, 'sdk-list'), ({ name }) => name),
    scoped: await collect(client.tag.listByService(...at, { scope: 'products' }), ({ name }) => name),
    tagged: await collect(client.product.listByService(...at, { tags: 'sdk-list' }), ({ name }) => name),
  }
  await client.tag.detachFromProduct(...at, 'starter', 'sdk-list')
  await client.tagProductLink.delete(...at, 'sdk-list', 'second')
  await client.tag.delete(...at, 'sdk-list', '*')
  const left = await collect(client.tag.listByApi(...at, 'echo-api'), ({ name }) => name)
  return { shown, linked: link.productId?.endsWith('/products/unlimited'), ...lists, left }
}
