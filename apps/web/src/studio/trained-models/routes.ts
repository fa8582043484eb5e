import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { studioRoute } from '../studio-route.ts'
import { savedListSearch, savedSearch } from './saved-search.ts'

const list = createRoute({
  getParentRoute: () => studioRoute,
  path: '/trained-models',
  validateSearch: savedListSearch,
  component: lazyRouteComponent(() => import('./list/TrainedModelsPage.tsx'), 'TrainedModelsPage'),
})

const importModel = createRoute({
  getParentRoute: () => studioRoute,
  path: '/trained-models/import',
  component: lazyRouteComponent(() => import('./import/ImportModelPage.tsx'), 'ImportModelPage'),
})

const one = createRoute({
  getParentRoute: () => studioRoute,
  path: '/trained-models/$saved',
  validateSearch: savedSearch,
  component: lazyRouteComponent(() => import('./saved/SavedPage.tsx'), 'SavedPage'),
})

export const trainedModelRoutes = [list, importModel, one] as const
