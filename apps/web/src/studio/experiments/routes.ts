import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { studioRoute } from '../studio-route.ts'
import { experimentSearch } from './experiment-search.ts'

const list = createRoute({
  getParentRoute: () => studioRoute,
  path: '/',
  validateSearch: experimentSearch,
  component: lazyRouteComponent(() => import('./list/ExperimentsPage.tsx'), 'ExperimentsPage'),
})

const add = createRoute({
  getParentRoute: () => studioRoute,
  path: '/experiments/new',
  validateSearch: z.object({
    q: z.string().optional().catch(undefined),
    /** Dataset that the experiment begins with. */
    dataset: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./new/NewExperimentPage.tsx'), 'NewExperimentPage'),
})

const importOld = createRoute({
  getParentRoute: () => studioRoute,
  path: '/experiments/import',
  component: lazyRouteComponent(() => import('./new/ImportExperimentPage.tsx'), 'ImportExperimentPage'),
})

export const experimentRoutes = [list, add, importOld] as const
