import type { LinkDeclaration } from '../arm/define-link.ts'
import type { AssociationDeclaration, ResourceDeclaration } from '../arm/define-resource.ts'
import { alertRules } from './alert-rules.ts'
import { apiReleases } from './api-releases.ts'
import { apiSchemas } from './api-schemas.ts'
import { apiVersionSets } from './api-version-sets.ts'
import { apis } from './apis/apis.ts'
import {
  productApiLinks,
  productGroupLinks,
  tagApiLinks,
  tagOperationLinks,
  tagProductLinks,
} from './association-links.ts'
import { authorizationServers } from './authorization-servers.ts'
import { backends } from './backends.ts'
import { caches } from './caches.ts'
import { certificates } from './certificates.ts'
import { apiDiagnostics, diagnostics } from './diagnostics.ts'
import { documentations } from './documentations.ts'
import { emailTemplates } from './email-templates.ts'
import { globalSchemas } from './global-schemas.ts'
import { groupUsers } from './group-users.ts'
import { groups } from './groups.ts'
import { identityProviders } from './identity-providers.ts'
import { issueAttachments } from './issue-attachments.ts'
import { issueComments } from './issue-comments.ts'
import { issues } from './issues.ts'
import { loggers } from './loggers.ts'
import { namedValues } from './named-values.ts'
import { notificationRecipientEmails } from './notification-recipient-emails.ts'
import { notificationRecipientUsers } from './notification-recipient-users.ts'
import { notifications } from './notifications.ts'
import { openidConnectProviders } from './openid-connect-providers.ts'
import { operations } from './operations.ts'
import { apiPolicies, operationPolicies, productPolicies, servicePolicies } from './policies/policies.ts'
import { policyFragments } from './policy-fragments.ts'
import { policyRestrictions } from './policy-restrictions.ts'
import { portalConfigs } from './portal-configs.ts'
import { delegationPortalSettings, signinPortalSettings, signupPortalSettings } from './portal-settings.ts'
import { productApis } from './product-apis.ts'
import { productGroups } from './product-groups.ts'
import { products } from './products.ts'
import { subscriptions } from './subscriptions.ts'
import { apiTags, operationTags, productTags } from './tag-associations.ts'
import { tagDescriptions } from './tag-descriptions.ts'
import { tags } from './tags.ts'
import { tenant } from './tenant.ts'
import { tools } from './tools.ts'
import { users } from './users.ts'
import { apiWikis, productWikis } from './wikis.ts'

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
  namedValues,
  policyFragments,
  policyRestrictions,
  certificates,
  backends,
  caches,
  loggers,
  diagnostics,
  apiDiagnostics,
  globalSchemas,
  tags,
  tagDescriptions,
  apiSchemas,
  tools,
  documentations,
  apiWikis,
  productWikis,
  issues,
  issueComments,
  issueAttachments,
  emailTemplates,
  notifications,
  notificationRecipientEmails,
  notificationRecipientUsers,
  alertRules,
]

/** Every association between them. */
export const associations: readonly AssociationDeclaration[] = [
  productApis,
  productGroups,
  groupUsers,
  apiTags,
  operationTags,
  productTags,
]

/** Every association that also has names of its own. */
export const links: readonly LinkDeclaration[] = [
  productApiLinks,
  productGroupLinks,
  tagApiLinks,
  tagOperationLinks,
  tagProductLinks,
]
