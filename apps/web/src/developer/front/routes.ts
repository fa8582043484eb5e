import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { developerRoute } from '../developer-route.ts'
import { glanceApisQuery, glanceProductsQuery } from './front-queries.ts'

export const frontRoute = createRoute({
  getParentRoute: () => developerRoute,
  path: '/',
  // Drawn at once when all is there: nothing moves afterwards.
  loader: ({ params: { service } }) =>
    Promise.all([
      queryClient.ensureQueryData(glanceApisQuery(service)),
      queryClient.ensureQueryData(glanceProductsQuery(service)),
    ]),
  component: lazyRouteComponent(() => import('./FrontPage.tsx'), 'FrontPage'),
})
