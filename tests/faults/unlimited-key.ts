import { createManagementClient } from '../support/management-client.ts'
import { waitUntil } from '../support/processes.ts'
import type { RunningSluice } from '../support/start-sluice.ts'

/** The key of a new subscription to a product without limits, once the gateway knows it. */
export async function unlimitedKey(sluice: RunningSluice, gateway = sluice.addresses.gatewayHttp): Promise<string> {
  const management = createManagementClient(sluice)
  await management.put('/subscriptions/faults', {
    displayName: 'Faults',
    scope: '/products/unlimited',
    state: 'active',
  })
  const response = await management.send('POST', '/subscriptions/faults/listSecrets')
  const { primaryKey } = (await response.json()) as { primaryKey: string }
  await waitUntil(async () => {
    const { status } = await fetch(`${gateway}/echo/resource?param1=x`, {
      headers: { 'Ocp-Apim-Subscription-Key': primaryKey },
    })
    return status === 200
  })
  return primaryKey
}
