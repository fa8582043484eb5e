import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { listSearch } from '../../shared/routing/list-search.ts'
import { productApisQuery, productQuery } from '../catalogue/catalogue.ts'
import { developerRoute } from '../developer-route.ts'
import { NotShownPage } from '../NotShownPage.tsx'

const products = createRoute({
  getParentRoute: () => developerRoute,
  path: '/products',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./ProductsPage.tsx'), 'ProductsPage'),
})

const product = createRoute({
  getParentRoute: () => developerRoute,
  path: '/products/$product',
  loader: ({ params: { service, product } }) =>
    Promise.all([
      queryClient.ensureQueryData(productQuery(service, product)),
      queryClient.ensureQueryData(productApisQuery(service, product)),
    ]),
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./ProductPage.tsx'), 'ProductPage'),
})

export const productRoutes = [products, product]
