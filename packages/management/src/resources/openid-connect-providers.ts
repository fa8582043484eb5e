import { identifiers, openidConnectProviderProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'

/** Providers whose tokens APIs ask for. @see reference: API Management, 1.13 */
export const openidConnectProviders = defineResource({
  type: 'Microsoft.ApiManagement/service/openidConnectProviders',
  title: 'OpenIdConnectProvider',
  path: '/openidConnectProviders/{opid}',
  identifiers: { opid: identifiers.openidConnectProviderId },
  contract: openidConnectProviderProperties,
  access: { read: 'analyst', write: 'administrator' },
  filterable: ['name', 'displayName'],
  secrets: { fields: ['clientSecret'], action: 'listSecrets' },
})
