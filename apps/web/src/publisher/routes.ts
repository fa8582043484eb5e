import { activityLogRoutes } from './activity-log/routes.ts'
import { backendRoutes } from './backends/routes.ts'
import { certificateRoutes } from './certificates/routes.ts'
import { dashboardRoute } from './dashboard/routes.ts'
import { namedValueRoutes } from './named-values/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { portalContentRoutes } from './portal-content/routes.ts'
import { publisherRoute } from './publisher-route.ts'
import { securityRoutes } from './security/routes.ts'
import { settingsRoutes } from './settings/routes.ts'

/** Every page of the publisher portal. */
export const publisherRoutes = publisherRoute.addChildren([
  dashboardRoute,
  ...namedValueRoutes,
  ...backendRoutes,
  ...certificateRoutes,
  ...notificationRoutes,
  ...activityLogRoutes,
  ...portalContentRoutes,
  ...securityRoutes,
  ...settingsRoutes,
])
