import { cacheProperties, identifiers } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { checkConnection } from './cache-connections.ts'
import { fieldsWithNames, readFields, resolveNames } from './named-values-in-fields.ts'

/** @see reference: API Management, 1.10 */
export const caches = defineResource({
  type: 'Microsoft.ApiManagement/service/caches',
  title: 'Cache',
  path: '/caches/{cacheId}',
  identifiers: { cacheId: identifiers.cacheId },
  contract: cacheProperties,
  secrets: { fields: fieldsWithNames.caches.secret },
  async prepare(cache, context) {
    const held = readFields(cache, fieldsWithNames.caches.secret, context)
    if (held.connectionString === undefined) {
      assertNoFaults([fieldFault('properties.connectionString', "'connectionString' is required.")])
    }
    const { resolved, faults, stored } = await resolveNames(held, context)
    const isKnown = faults.length === 0 && typeof resolved.connectionString === 'string'
    assertNoFaults([...faults, ...(isKnown ? checkConnection(String(resolved.connectionString)) : [])])
    return { properties: cache, ...stored }
  },
})
