import { authorizationServerProperties, identifiers } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'

/** Where the test console gets tokens for APIs from. @see reference: API Management, 1.13 */
export const authorizationServers = defineResource({
  type: 'Microsoft.ApiManagement/service/authorizationServers',
  title: 'AuthorizationServer',
  path: '/authorizationServers/{authsid}',
  identifiers: { authsid: identifiers.authorizationServerId },
  contract: authorizationServerProperties,
  access: { read: 'analyst', write: 'administrator' },
  filterable: ['name', 'displayName'],
  secrets: { fields: ['clientSecret', 'resourceOwnerPassword'], action: 'listSecrets' },
})
