import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'

const list = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'fragments',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./FragmentsPage.tsx'), 'FragmentsPage'),
})

const create = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'fragments/new',
  component: lazyRouteComponent(() => import('./NewFragmentPage.tsx'), 'NewFragmentPage'),
})

const one = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'fragments/$fragment',
  component: lazyRouteComponent(() => import('./FragmentPage.tsx'), 'FragmentPage'),
})

export const fragmentRoutes = [list, create, one] as const
