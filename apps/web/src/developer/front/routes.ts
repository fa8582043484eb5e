import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { developerRoute } from '../developer-route.ts'

export const frontRoute = createRoute({
  getParentRoute: () => developerRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./FrontPage.tsx'), 'FrontPage'),
})
