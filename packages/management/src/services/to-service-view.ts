import type { JsonObject } from '@sluice/platform'
import { toServiceId } from '../arm/identity.ts'
import type { ServiceAddresses } from './service-addresses.ts'
import type { ServiceBody } from './service-document.ts'

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
      developerPortalStatus: 'Enabled',
      legacyPortalStatus: 'Disabled',
      virtualNetworkType: 'None',
      publicNetworkAccess: 'Enabled',
      disableGateway: false,
      ...properties,
      notificationSenderEmail: properties.notificationSenderEmail ?? properties.publisherEmail,
      provisioningState: body.provisioningState ?? 'Succeeded',
      targetProvisioningState: '',
      createdAtUtc,
      gatewayUrl: addresses.gateway,
      // Beyond the compatible service, which has one name for all schemes and its ports.
      gatewayUrls: [addresses.gateway, addresses.gatewayHttps].filter((url) => typeof url === 'string'),
      managementApiUrl: addresses.management,
      portalUrl: addresses.management,
      developerPortalUrl: addresses.management,
      hostnameConfigurations: toHostnames(addresses),
      platformVersion: 'sluice',
    },
  }
}

/** The names by which gateway and management are reached; they come from the settings of the program. */
function toHostnames({ gateway, management }: ServiceAddresses): JsonObject[] {
  const named = [
    ['Proxy', gateway],
    ['Management', management],
    ['DeveloperPortal', management],
  ] as const
  return named.flatMap(([type, address]) =>
    address === null
      ? []
      : [
          {
            type,
            hostName: new URL(address).host,
            defaultSslBinding: type === 'Proxy',
            negotiateClientCertificate: false,
            certificateSource: 'BuiltIn',
          },
        ],
  )
}
