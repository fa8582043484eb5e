import type { ApiManagementClient } from '@azure/arm-apimanagement'

const location = 'Local'
const service = {
  location,
  sku: { name: 'Developer', capacity: 1 },
  publisherEmail: 'sdk@example.com',
  publisherName: 'SDK',
}

/** The life of a service with the SDK's own pollers: made, changed, deleted, brought back, deleted and purged. */
export async function exerciseServices(client: ApiManagementClient, resourceGroup: string): Promise<unknown> {
  const { apiManagementService: services, deletedServices } = client
  const at = [resourceGroup, 'sdk-service'] as const
  const before = await services.checkNameAvailability({ name: at[1] })
  const poller = await services.beginCreateOrUpdate(...at, service)
  const isDoneAtOnce = poller.isDone()
  const made = await poller.pollUntilDone()
  const groups: (string | undefined)[] = []
  for await (const { name } of client.group.listByService(...at)) groups.push(name)
  const changed = await services.beginUpdateAndWait(...at, { publisherName: 'Changed', tags: { team: 'sdk' } })
  await services.beginDeleteAndWait(...at)
  const refused = await codeOf(() => services.beginCreateOrUpdateAndWait(...at, service))
  const deleted = (await deletedServices.getByName(at[1], location)).serviceId
  const restored = await services.beginCreateOrUpdateAndWait(...at, { ...service, restore: true })
  await services.beginDeleteAndWait(...at)
  await deletedServices.beginPurgeAndWait(at[1], location)
  const skus: (string | undefined)[] = []
  for await (const { name } of client.apiManagementSkus.list()) skus.push(name)
  const operations: (string | undefined)[] = []
  for await (const { name } of client.apiManagementOperations.list()) operations.push(name)
  return {
    isNameFree: before.nameAvailable,
    isDoneAtOnce,
    state: made.provisioningState,
    groups,
    changed: [changed.publisherName, changed.tags],
    refused,
    isListedAsDeleted: deleted?.endsWith('/service/sdk-service'),
    restored: restored.publisherName,
    afterwards: await codeOf(() => deletedServices.getByName(at[1], location)),
    hasSkus: skus.includes('Developer'),
    hasOperations: operations.includes('Microsoft.ApiManagement/service/apis/read'),
  }
}

async function codeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'accepted'
  } catch (error) {
    return `${(error as { code?: string }).code}`
  }
}
