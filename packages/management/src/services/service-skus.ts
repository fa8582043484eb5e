import { serviceSkuNames } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'

/** Units are kept as they are sent; how much is served is decided by the machine and the number of gateways. */
const capacity = { minimum: 1, maximum: 10, default: 1, scaleType: 'Automatic' }

/** What a service may be made as, wherever. */
export const toProviderSkus = (locations: readonly string[]): JsonObject => ({
  value: serviceSkuNames.map((name) => ({
    resourceType: 'service',
    name,
    tier: name,
    capacity,
    locations,
    locationInfo: locations.map((location) => ({ location, zones: [], zoneDetails: [] })),
    restrictions: [],
  })),
})

/** What a service may be changed to. */
export const serviceSkus: JsonObject = {
  value: serviceSkuNames.map((name) => ({
    resourceType: 'Microsoft.ApiManagement/service',
    sku: { name },
    capacity,
  })),
}
