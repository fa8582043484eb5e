import type { RouteDeclaration } from '../arm/define-route.ts'
import { quotaCounterOfPeriod, quotaCounters, updateQuotaCounterOfPeriod, updateQuotaCounters } from './quotas.ts'

/** Every call below a service that is no verb of a resource. */
export const routes: readonly RouteDeclaration[] = [
  quotaCounters,
  updateQuotaCounters,
  quotaCounterOfPeriod,
  updateQuotaCounterOfPeriod,
]
