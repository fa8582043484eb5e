import type { LinkDeclaration } from '../arm/define-link.ts'
import type { AssociationDeclaration, ResourceDeclaration } from '../arm/define-resource.ts'
import { apiReleases } from './api-releases.ts'
import { apiVersionSets } from './api-version-sets.ts'
import { apis } from './apis/apis.ts'
import { authorizationServers } from './authorization-servers.ts'
import { groupUsers } from './group-users.ts'
import { groups } from './groups.ts'
import { identityProviders } from './identity-providers.ts'
import { openidConnectProviders } from './openid-connect-providers.ts'
import { operations } from './operations.ts'
import { apiPolicies, operationPolicies, productPolicies, servicePolicies } from './policies.ts'
import { portalConfigs } from './portal-configs.ts'
import { delegationPortalSettings, signinPortalSettings, signupPortalSettings } from './portal-settings.ts'
import { productApis } from './product-apis.ts'
import { productGroups } from './product-groups.ts'
import { products } from './products.ts'
import { subscriptions } from './subscriptions.ts'
import { tenant } from './tenant.ts'
import { users } from './users.ts'

/** Every resource type below a service. */
export const resources: readonly ResourceDeclaration[] = [
  apis,
  apiReleases,
  apiVersionSets,
  operations,
  products,
  groups,
  users,
  subscriptions,
  tenant,
  signinPortalSettings,
  signupPortalSettings,
  delegationPortalSettings,
  portalConfigs,
  identityProviders,
  authorizationServers,
  openidConnectProviders,
  servicePolicies,
  apiPolicies,
  operationPolicies,
  productPolicies,
]

/** Every association between them. */
export const associations: readonly AssociationDeclaration[] = [productApis, productGroups, groupUsers]

/** Every association that also has names of its own. */
export const links: readonly LinkDeclaration[] = []
