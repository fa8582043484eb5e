import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publisherRoute } from '../publisher-route.ts'

export const dashboardRoute = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./DashboardPage.tsx'), 'DashboardPage'),
})
