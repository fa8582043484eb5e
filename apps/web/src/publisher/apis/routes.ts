import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { apiRoute } from './api-route.ts'
import { apiHref } from './api-view.ts'

const index = createRoute({
  getParentRoute: () => apiRoute,
  path: '/',
  beforeLoad({ params }) {
    throw redirect({ href: apiHref(params.service, params.api), replace: true })
  },
})

const summary = createRoute({
  getParentRoute: () => apiRoute,
  path: 'summary',
  component: lazyRouteComponent(() => import('./summary/SummaryPage.tsx'), 'SummaryPage'),
})

/** Tabs of an API, below `apiRoute`. */
export const apiTabRoutes = [index, summary] as const
