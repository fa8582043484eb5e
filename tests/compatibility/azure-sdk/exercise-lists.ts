import type { ApiManagementClient } from '@azure/arm-apimanagement'
import { collect } from './collect.ts'

/** Lists that show resources from somewhere else than their own place. */
export async function exerciseLists(
  client: ApiManagementClient,
  ...at: readonly [resourceGroup: string, serviceName: string]
): Promise<unknown> {
  const issue = { title: 'Slow', description: 'It is slow.', userId: '/users/1' }
  await client.apiIssue.createOrUpdate(...at, 'echo-api', 'sdk-listed', issue)
  const result = {
    issues: await collect(client.issue.listByService(...at), ({ name }) => name),
    issue: (await client.issue.get(...at, 'sdk-listed')).title,
    ofUser: (await client.userSubscription.get(...at, '1', 'administrator-starter')).name,
    ofProduct: await collect(client.productSubscriptions.list(...at, 'starter'), ({ name }) => name),
    groupsOfUsers: await collect(client.user.listByService(...at, { expandGroups: true }), ({ groups }) =>
      groups?.map(({ displayName }) => displayName),
    ),
    groupLinks: await collect(client.productGroupLink.listByProduct(...at, 'starter'), ({ name }) => name),
    productsOfApi: await collect(client.apiProduct.listByApis(...at, 'azureml-demo-api'), ({ name }) => name),
    hasSkus: (
      await collect(client.apiManagementServiceSkus.listAvailableServiceSkus(...at), ({ sku }) => sku?.name)
    ).includes('Developer'),
  }
  await client.apiIssue.delete(...at, 'echo-api', 'sdk-listed', '*')
  return result
}
