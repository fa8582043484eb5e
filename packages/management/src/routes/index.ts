import type { RouteDeclaration } from '../arm/define-route.ts'
import { planApiImport } from '../resources/apis/plan-api-import.ts'
import { apiRevisions } from '../resources/apis/revisions.ts'
import { usageRoutes } from '../usage/call-records.ts'
import { reportRoutes } from '../usage/reports.ts'
import { alertHistory } from './alert-history.ts'
import { allPolicies } from './all-policies.ts'
import { auditLog } from './audit-log.ts'
import { callExplanations } from './call-explanations.ts'
import { checkPolicy } from './check-policy.ts'
import { completeExpression } from './complete-expression.ts'
import { effectivePolicies } from './effective-policy.ts'
import { events } from './events.ts'
import { serviceIssue, serviceIssues } from './issue-lists.ts'
import { listFragmentReferences } from './list-fragment-references.ts'
import { mailRoutes } from './mails.ts'
import { namedValueReferences } from './named-value-references.ts'
import { placeOfService } from './place-of-service.ts'
import { policyDeclarations } from './policy-declarations.ts'
import { policyDescriptions } from './policy-descriptions.ts'
import { portalSummary } from './portal-summary.ts'
import { quotaCounterOfPeriod, quotaCounters, updateQuotaCounterOfPeriod, updateQuotaCounters } from './quotas.ts'
import { reconnectBackend } from './reconnect-backend.ts'
import { serviceSkuList } from './service-sku-list.ts'
import { apisByTags, operationsByTags, productsByTags, tagResources } from './tag-lists.ts'
import { tenantGitKeys } from './tenant-git-keys.ts'
import { tenantSettings } from './tenant-settings.ts'
import { traceRoutes } from './traces.ts'
import { serviceSsoToken, userIdentities, userPasswordLink, userSsoUrl, userToken } from './user-access.ts'
import { userSubscription } from './user-subscription.ts'
import { validatePolicies } from './validate-policies.ts'

/** Every call below a service that is no verb of a resource. */
export const routes: readonly RouteDeclaration[] = [
  apiRevisions,
  planApiImport,
  ...tenantGitKeys,
  userToken,
  userIdentities,
  userSsoUrl,
  serviceSsoToken,
  userPasswordLink,
  auditLog,
  quotaCounters,
  updateQuotaCounters,
  quotaCounterOfPeriod,
  updateQuotaCounterOfPeriod,
  ...traceRoutes,
  callExplanations,
  alertHistory,
  apisByTags,
  operationsByTags,
  productsByTags,
  tagResources,
  serviceIssues,
  serviceIssue,
  userSubscription,
  serviceSkuList,
  ...mailRoutes,
  allPolicies,
  listFragmentReferences,
  namedValueReferences,
  events,
  checkPolicy,
  completeExpression,
  ...effectivePolicies,
  policyDeclarations,
  portalSummary,
  policyDescriptions,
  reconnectBackend,
  validatePolicies,
  ...placeOfService,
  ...tenantSettings,
  ...reportRoutes,
  ...usageRoutes,
]
