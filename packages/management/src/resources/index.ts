import type { LinkDeclaration } from '../arm/define-link.ts'
import type { AssociationDeclaration, ResourceDeclaration } from '../arm/define-resource.ts'
import { apis } from './apis.ts'
import { backends } from './backends.ts'
import { caches } from './caches.ts'
import { certificates } from './certificates.ts'
import { apiDiagnostics, diagnostics } from './diagnostics.ts'
import { globalSchemas } from './global-schemas.ts'
import { groupUsers } from './group-users.ts'
import { groups } from './groups.ts'
import { loggers } from './loggers.ts'
import { namedValues } from './named-values.ts'
import { operations } from './operations.ts'
import { apiPolicies, operationPolicies, productPolicies, servicePolicies } from './policies.ts'
import { policyFragments } from './policy-fragments.ts'
import { policyRestrictions } from './policy-restrictions.ts'
import { productApis } from './product-apis.ts'
import { productGroups } from './product-groups.ts'
import { products } from './products.ts'
import { subscriptions } from './subscriptions.ts'
import { users } from './users.ts'

/** Every resource type below a service. */
export const resources: readonly ResourceDeclaration[] = [
  apis,
  operations,
  products,
  groups,
  users,
  subscriptions,
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
]

/** Every association between them. */
export const associations: readonly AssociationDeclaration[] = [productApis, productGroups, groupUsers]

/** Every association that also has names of its own. */
export const links: readonly LinkDeclaration[] = []
