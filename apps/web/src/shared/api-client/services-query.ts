import { queryOptions } from '@tanstack/react-query'
import { armUrl } from './resource.ts'
import { send } from './send.ts'
import type { Service } from './service.ts'

interface AzureSubscription {
  readonly subscriptionId: string
  readonly displayName: string
}

/** Under which instances can be created. */
export const azureSubscriptionsQuery = queryOptions({
  queryKey: ['azure-subscriptions'],
  queryFn: async () =>
    (await send<{ value: readonly AzureSubscription[] }>('/subscriptions?api-version=2022-12-01')).body.value,
})

/** All instances of the installation that the caller may see. */
export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: async ({ client }) => {
    const subscriptions = await client.ensureQueryData(azureSubscriptionsQuery)
    const lists = await Promise.all(
      subscriptions.map(({ subscriptionId }) =>
        send<{ value: readonly Service[] }>(
          armUrl(`/subscriptions/${subscriptionId}/providers/Microsoft.ApiManagement/service`),
        ),
      ),
    )
    return lists.flatMap(({ body }) => body.value)
  },
})
