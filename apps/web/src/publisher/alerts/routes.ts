import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'

const alerts = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/alerts',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./AlertsPage.tsx'), 'AlertsPage'),
})

const newAlert = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/alerts/new',
  component: lazyRouteComponent(() => import('./NewAlertPage.tsx'), 'NewAlertPage'),
})

const alert = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/alerts/$alert',
  component: lazyRouteComponent(() => import('./AlertPage.tsx'), 'AlertPage'),
})

export const alertRoutes = [alerts, newAlert, alert] as const
