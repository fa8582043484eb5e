import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { studioRoute } from '../studio-route.ts'

const job = createRoute({
  getParentRoute: () => studioRoute,
  path: '/jobs/$job',
  component: lazyRouteComponent(() => import('./JobPage.tsx'), 'JobPage'),
})

/** Batch jobs; their list belongs to a web service. */
export const jobRoutes = [job] as const
