import { activityLogRoutes } from './activity-log/routes.ts'
import { alertRoutes } from './alerts/routes.ts'
import { analyticsRoutes } from './analytics/routes.ts'
import { apiRoute } from './apis/api-route.ts'
import { apisRoutes, apiTabRoutes } from './apis/routes.ts'
import { backendRoutes } from './backends/routes.ts'
import { certificateRoutes } from './certificates/routes.ts'
import { dashboardRoute } from './dashboard/routes.ts'
import { fragmentRoutes } from './fragments/routes.ts'
import { groupRoutes } from './groups/routes.ts'
import { namedValueRoutes } from './named-values/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { operationRoutes } from './operations/routes.ts'
import { apiPoliciesRoute, policiesRoute } from './policies/routes.ts'
import { portalContentRoutes } from './portal-content/routes.ts'
import { productRoutes } from './products/routes.ts'
import { publisherRoute } from './publisher-route.ts'
import { securityRoutes } from './security/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { subscriptionRoutes } from './subscriptions/routes.ts'
import { apiTracesRoute, traceRoutes } from './traces/routes.ts'
import { userRoutes } from './users/routes.ts'

/** Every page of the publisher portal. */
export const publisherRoutes = publisherRoute.addChildren([
  dashboardRoute,
  ...apisRoutes,
  apiRoute.addChildren([...apiTabRoutes, apiPoliciesRoute, apiTracesRoute, operationRoutes]),
  policiesRoute,
  ...fragmentRoutes,
  ...productRoutes,
  ...subscriptionRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...namedValueRoutes,
  ...backendRoutes,
  ...certificateRoutes,
  ...analyticsRoutes,
  ...alertRoutes,
  ...notificationRoutes,
  ...activityLogRoutes,
  ...traceRoutes,
  ...portalContentRoutes,
  ...securityRoutes,
  ...settingsRoutes,
])
