import { dashboardRoute } from './dashboard/routes.ts'
import { publisherRoute } from './publisher-route.ts'
import { subscriptionRoutes } from './subscriptions/routes.ts'

/** Every page of the publisher portal. */
export const publisherRoutes = publisherRoute.addChildren([dashboardRoute, ...subscriptionRoutes])
