import type { RouteDeclaration } from '../arm/define-route.ts'
import { planApiImport } from '../resources/apis/plan-api-import.ts'
import { apiRevisions } from '../resources/apis/revisions.ts'
import { auditLog } from './audit-log.ts'
import { serviceIssue, serviceIssues } from './issue-lists.ts'
import { quotaCounterOfPeriod, quotaCounters, updateQuotaCounterOfPeriod, updateQuotaCounters } from './quotas.ts'
import { apisByTags, operationsByTags, productsByTags, tagResources } from './tag-lists.ts'
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
  auditLog,
  quotaCounters,
  updateQuotaCounters,
  quotaCounterOfPeriod,
  updateQuotaCounterOfPeriod,
  apisByTags,
  operationsByTags,
  productsByTags,
  tagResources,
  serviceIssues,
  serviceIssue,
]
