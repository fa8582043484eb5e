import { cacheProperties, identifiers, parseCacheConnection } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { openSecret } from '../arm/secret-fields.ts'

/** @see reference: API Management, 1.10 */
export const caches = defineResource({
  type: 'Microsoft.ApiManagement/service/caches',
  title: 'Cache',
  path: '/caches/{cacheId}',
  identifiers: { cacheId: identifiers.cacheId },
  contract: cacheProperties,
  secrets: { fields: ['connectionString'] },
  async prepare(cache, { existing, key, environment }) {
    const isThere =
      cache.connectionString !== undefined ||
      openSecret(existing, key, 'connectionString', environment.secrets) !== undefined
    const faults = isThere ? [] : [fieldFault('properties.connectionString', "'connectionString' is required.")]
    const { connectionString = '' } = cache
    if (connectionString !== '' && parseCacheConnection(connectionString) === undefined) {
      faults.push(
        fieldFault(
          'properties.connectionString',
          "'connectionString' must be host:port,password=…,ssl=True or a URL such as rediss://:password@host:port.",
        ),
      )
    }
    assertNoFaults(faults)
    return { properties: cache }
  },
})
