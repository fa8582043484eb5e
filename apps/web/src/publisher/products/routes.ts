import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { publisherRoute } from '../publisher-route.ts'
import { subscriptionSearch } from '../subscriptions/subscription-search.ts'
import { productSearch } from './product-search.ts'

const list = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/products',
  validateSearch: productSearch,
  component: lazyRouteComponent(() => import('./ProductsPage.tsx'), 'ProductsPage'),
})

const add = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/products/new',
  component: lazyRouteComponent(() => import('./NewProductPage.tsx'), 'NewProductPage'),
})

const product = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/products/$product',
  component: lazyRouteComponent(() => import('./ProductLayout.tsx'), 'ProductLayout'),
})

const first = createRoute({
  getParentRoute: () => product,
  path: '/',
  beforeLoad({ params }) {
    throw redirect({ to: '/publisher/$service/products/$product/summary', params })
  },
})

const summary = createRoute({
  getParentRoute: () => product,
  path: '/summary',
  component: lazyRouteComponent(() => import('./ProductSummary.tsx'), 'ProductSummary'),
})

const settings = createRoute({
  getParentRoute: () => product,
  path: '/settings',
  component: lazyRouteComponent(() => import('./ProductSettings.tsx'), 'ProductSettings'),
})

const visibility = createRoute({
  getParentRoute: () => product,
  path: '/visibility',
  component: lazyRouteComponent(() => import('./ProductVisibility.tsx'), 'ProductVisibility'),
})

const subscribers = createRoute({
  getParentRoute: () => product,
  path: '/subscribers',
  validateSearch: subscriptionSearch,
  component: lazyRouteComponent(() => import('./ProductSubscribers.tsx'), 'ProductSubscribers'),
})

const policies = createRoute({
  getParentRoute: () => product,
  path: '/policies',
  component: lazyRouteComponent(() => import('./ProductPolicies.tsx'), 'ProductPolicies'),
})

export const productRoutes = [
  list,
  add,
  product.addChildren([first, summary, settings, visibility, subscribers, policies]),
] as const
