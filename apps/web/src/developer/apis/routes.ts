import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { listSearch } from '../../shared/routing/list-search.ts'
import {
  apiProductsQuery,
  apiQuery,
  hostnamesQuery,
  operationQuery,
  operationsQuery,
  schemasQuery,
  toolsQuery,
} from '../catalogue/catalogue.ts'
import { developerRoute } from '../developer-route.ts'
import { NotShownPage } from '../NotShownPage.tsx'

const apis = createRoute({
  getParentRoute: () => developerRoute,
  path: '/apis',
  validateSearch: listSearch.extend({
    tag: z.string().optional().catch(undefined),
    view: z.enum(['cards', 'table', 'tags']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./list/ApisPage.tsx'), 'ApisPage'),
})

const api = createRoute({
  getParentRoute: () => developerRoute,
  path: '/apis/$api',
  validateSearch: z.object({ q: z.string().optional().catch(undefined) }),
  loader: ({ params: { service, api } }) =>
    Promise.all([
      queryClient.ensureQueryData(apiQuery(service, api)),
      queryClient.ensureQueryData(hostnamesQuery(service, api)),
      queryClient.ensureQueryData(operationsQuery(service, api)),
      queryClient.ensureQueryData(toolsQuery(service, api)),
      queryClient.ensureQueryData(apiProductsQuery(service, api)),
    ]),
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./api/ApiPage.tsx'), 'ApiPage'),
})

const operation = createRoute({
  getParentRoute: () => developerRoute,
  path: '/apis/$api/operations/$operation',
  loader: ({ params: { service, api, operation } }) =>
    Promise.all([
      queryClient.ensureQueryData(apiQuery(service, api)),
      queryClient.ensureQueryData(operationQuery(service, api, operation)),
      queryClient.ensureQueryData(hostnamesQuery(service, api)),
      queryClient.ensureQueryData(schemasQuery(service, api)),
    ]),
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./operation/OperationPage.tsx'), 'OperationPage'),
})

export const apiRoutes = [apis, api, operation]
