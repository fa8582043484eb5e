import { toBody } from '../arm/define-resource.ts'
import { serviceKey } from '../arm/identity.ts'
import { openSecret } from '../arm/secret-fields.ts'
import type { ManagementEnvironment } from '../environment.ts'

/** The keys that shared access signatures of a service are made with. */
export interface TenantAccess {
  /** Whether `integration` may use them; signatures of users are good in any case. */
  readonly isEnabled: boolean
  readonly primaryKey: string
  readonly secondaryKey: string
}

/** @see reference: API Management, 4.1 */
export async function readTenantAccess(
  { store, secrets }: Pick<ManagementEnvironment, 'store' | 'secrets'>,
  service: string,
): Promise<TenantAccess | undefined> {
  const key = `${serviceKey(service)}/tenant/access`
  const document = await store.get(key)
  const body = document && toBody(document)
  const primaryKey = openSecret(body, key, 'primaryKey', secrets)
  const secondaryKey = openSecret(body, key, 'secondaryKey', secrets)
  if (typeof primaryKey !== 'string' || typeof secondaryKey !== 'string') return undefined
  return { isEnabled: body?.properties.enabled === true, primaryKey, secondaryKey }
}
