import type { RouteDeclaration } from '../arm/define-route.ts'
import { planApiImport } from '../resources/apis/plan-api-import.ts'
import { apiRevisions } from '../resources/apis/revisions.ts'
import { tenantGitKeys } from './tenant-git-keys.ts'
import { userIdentities, userPasswordLink, userSsoUrl, userToken } from './user-access.ts'

/** Every call below a service that is no verb of a resource. */
export const routes: readonly RouteDeclaration[] = [
  apiRevisions,
  planApiImport,
  ...tenantGitKeys,
  userToken,
  userIdentities,
  userSsoUrl,
  userPasswordLink,
]
