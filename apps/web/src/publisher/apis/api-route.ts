import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publisherRoute } from '../publisher-route.ts'

/** One API; its tabs are the routes below. A revision that is not the current one is `name;rev=2`. */
export const apiRoute = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'apis/$api',
  component: lazyRouteComponent(() => import('./ApiLayout.tsx'), 'ApiLayout'),
})
