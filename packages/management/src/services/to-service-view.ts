import type { JsonObject } from '@sluice/platform'
import { toServiceId } from '../arm/identity.ts'
import type { ServiceBody } from './service-document.ts'

/** Addresses at which a service answers, where they are known. */
export interface ServiceAddresses {
  readonly gateway: string | null
  readonly management: string | null
}

/** A service as it is answered. */
export function toServiceView(body: ServiceBody, entityTag: string, addresses: ServiceAddresses): JsonObject {
  const { identity, createdAtUtc, properties, location, sku, tags } = body
  return {
    id: toServiceId(identity),
    name: identity.name,
    type: 'Microsoft.ApiManagement/service',
    tags,
    location,
    etag: entityTag,
    sku: { ...sku },
    properties: {
      ...properties,
      provisioningState: 'Succeeded',
      targetProvisioningState: '',
      createdAtUtc,
      gatewayUrl: addresses.gateway,
      managementApiUrl: addresses.management,
      portalUrl: addresses.management,
      developerPortalUrl: addresses.management,
      hostnameConfigurations: [],
      virtualNetworkType: 'None',
      publicNetworkAccess: 'Enabled',
      platformVersion: 'sluice',
    },
  }
}
