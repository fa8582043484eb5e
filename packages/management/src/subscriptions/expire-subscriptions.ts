import { toBody } from '../arm/define-resource.ts'
import { patchResource } from '../arm/write-resource.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { type ServiceBody, servicesCollection } from '../services/service-document.ts'
import { expiringIndex, isExpired } from './expiry.ts'

/** Turns subscriptions whose date has come to `expired`, where they ask for it. */
export async function expireSubscriptions(environment: ManagementEnvironment): Promise<void> {
  const { store, clock } = environment
  for (const { key, body } of await store.list(servicesCollection)) {
    const service = (body as unknown as ServiceBody).identity
    const expiring = await store.findByIndex(expiringIndex, key)
    for (const document of expiring.filter((candidate) => isExpired(toBody(candidate).properties, clock.now()))) {
      await store.transact({ actor: 'expiry' }, async (transaction) => {
        const current = await transaction.get(document.key)
        if (current === undefined || !isExpired(toBody(current).properties, clock.now())) return
        const { path } = toBody(current)
        const target = { environment, transaction, service, path, query: new URLSearchParams(), ifMatch: '*' }
        // The rules of a subscription see by themselves that its date has come.
        await patchResource(target, {})
      })
    }
  }
}
