import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { studioRoute } from '../studio-route.ts'
import { experimentSearch } from './experiment-search.ts'

const experiment = createRoute({
  getParentRoute: () => studioRoute,
  path: '/experiments/$experiment',
  validateSearch: experimentSearch,
  component: lazyRouteComponent(() => import('./ExperimentPage.tsx'), 'ExperimentPage'),
})

const run = createRoute({
  getParentRoute: () => studioRoute,
  path: '/experiments/$experiment/runs/$run',
  validateSearch: experimentSearch,
  component: lazyRouteComponent(() => import('./RunGraphPage.tsx'), 'RunGraphPage'),
})

export const canvasRoutes = [experiment, run] as const
