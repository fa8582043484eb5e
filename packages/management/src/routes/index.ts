import type { RouteDeclaration } from '../arm/define-route.ts'
import { allPolicies } from './all-policies.ts'
import { listFragmentReferences } from './list-fragment-references.ts'
import { placeOfService } from './place-of-service.ts'
import { policyDescriptions } from './policy-descriptions.ts'
import { reconnectBackend } from './reconnect-backend.ts'
import { tenantSettings } from './tenant-settings.ts'
import { validatePolicies } from './validate-policies.ts'

/** Every call below a service that is no verb of a resource. */
export const routes: readonly RouteDeclaration[] = [
  allPolicies,
  listFragmentReferences,
  policyDescriptions,
  reconnectBackend,
  validatePolicies,
  ...placeOfService,
  ...tenantSettings,
]
