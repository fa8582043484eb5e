import type { UnsupportedRoutes } from '../arm/define-route.ts'

const credentialManager =
  'Tokens for other services are not kept by this version: name an OAuth 2 token as a secret named value, or let the backend get its own.'
const portalContent =
  'The developer portal of this version has fixed pages, so that there is no content to keep for an editor; its settings are at portalsettings and portalconfigs.'
const privateNetwork =
  'There is no virtual network of a cloud around this instance: what may reach it is set with SLUICE_HOST and the firewall of its machine.'
const repository =
  'There is no repository inside the service: `sluice export` writes the configuration as files for your own version control, `sluice import` reads it and with --dry-run says what it would change.'
const backup =
  'Backups are not kept in a storage account: `sluice export` writes the configuration as files, and the data folder or database is saved with the means of its machine.'

/** What the compatible service has and this one answers with 501, and why. */
export const unsupported: readonly UnsupportedRoutes[] = [
  {
    below: '/gateways',
    reason:
      'Gateways are not resources here: start as many as you like with `sluice start --role gateway`; each serves every API of the installation.',
  },
  {
    below: '/workspaces',
    reason: 'This version has no workspaces: separate teams by products and groups, or by instances of their own.',
  },
  {
    below: '/workspaceLinks',
    reason: 'This version has no workspaces: separate teams by products and groups, or by instances of their own.',
  },
  { below: '/privateEndpointConnections', reason: privateNetwork },
  { below: '/privateLinkResources', reason: privateNetwork },
  { below: '/applynetworkconfigurationupdates', reason: privateNetwork },
  {
    below: '/apis/{apiId}/resolvers',
    reason: 'GraphQL schemas are not resolved by this version: a GraphQL service behind an HTTP API passes through.',
  },
  { below: '/authorizationProviders', reason: credentialManager },
  { below: '/contentTypes', reason: portalContent },
  { below: '/portalRevisions', reason: portalContent },
  { below: '/tenant/{accessName}/deploy', reason: repository },
  { below: '/tenant/{accessName}/save', reason: repository },
  { below: '/tenant/{accessName}/validate', reason: repository },
  { below: '/tenant/{accessName}/syncState', reason: repository },
  { below: '/backup', reason: backup },
  { below: '/restore', reason: backup },
  {
    below: '/migrateToStv2',
    reason: 'There is one platform version here, so that there is nothing to migrate to.',
  },
]
