import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'

const backends = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/backends',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./BackendsPage.tsx'), 'BackendsPage'),
})

const newBackend = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/backends/new',
  component: lazyRouteComponent(() => import('./NewBackendPage.tsx'), 'NewBackendPage'),
})

const backend = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/backends/$backend',
  component: lazyRouteComponent(() => import('./BackendPage.tsx'), 'BackendPage'),
})

export const backendRoutes = [backends, newBackend, backend] as const
