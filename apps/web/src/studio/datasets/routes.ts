import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { studioRoute } from '../studio-route.ts'
import { datasetsSearch, datasetTabSearch, newDatasetSearch } from './dataset-search.ts'

const list = createRoute({
  getParentRoute: () => studioRoute,
  path: '/datasets',
  validateSearch: datasetsSearch,
  component: lazyRouteComponent(() => import('./list/DatasetsPage.tsx'), 'DatasetsPage'),
})

const add = createRoute({
  getParentRoute: () => studioRoute,
  path: '/datasets/new',
  validateSearch: newDatasetSearch,
  component: lazyRouteComponent(() => import('./new/NewDatasetPage.tsx'), 'NewDatasetPage'),
})

const dataset = createRoute({
  getParentRoute: () => studioRoute,
  path: '/datasets/$dataset',
  validateSearch: datasetTabSearch,
  component: lazyRouteComponent(() => import('./dataset/DatasetPage.tsx'), 'DatasetPage'),
})

export const datasetRoutes = [list, add, dataset] as const
