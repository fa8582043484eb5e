import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { publisherRoute } from '../publisher-route.ts'
import { analyticsSearch } from './analytics-search.ts'
import { requestSearch } from './requests/request-search.ts'

/** Around the pages of analytics: time, filters, tabs. */
const analytics = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'analytics',
  validateSearch: analyticsSearch,
  component: lazyRouteComponent(() => import('./AnalyticsLayout.tsx'), 'AnalyticsLayout'),
})

const index = createRoute({
  getParentRoute: () => analytics,
  path: '/',
  beforeLoad({ params, search }) {
    throw redirect({ to: '/publisher/$service/analytics/glance', params, search, replace: true })
  },
})

const glance = createRoute({
  getParentRoute: () => analytics,
  path: 'glance',
  component: lazyRouteComponent(() => import('./GlancePage.tsx'), 'GlancePage'),
})

/** What the rows of a report are of. */
const by = z.enum(['api', 'operation', 'product', 'subscription', 'user']).optional().catch(undefined)

const usage = createRoute({
  getParentRoute: () => analytics,
  path: 'usage',
  validateSearch: z.object({ by }),
  component: lazyRouteComponent(() => import('./UsagePage.tsx'), 'UsagePage'),
})

const health = createRoute({
  getParentRoute: () => analytics,
  path: 'health',
  component: lazyRouteComponent(() => import('./HealthPage.tsx'), 'HealthPage'),
})

const activity = createRoute({
  getParentRoute: () => analytics,
  path: 'activity',
  validateSearch: z.object({
    by,
    sort: z.string().optional().catch(undefined),
    page: z.coerce.number().int().min(1).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./ActivityPage.tsx'), 'ActivityPage'),
})

const requests = createRoute({
  getParentRoute: () => analytics,
  path: 'requests',
  validateSearch: requestSearch,
  component: lazyRouteComponent(() => import('./requests/RequestsPage.tsx'), 'RequestsPage'),
})

/** One call; beside the pages about many. */
const request = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'analytics/requests/$request',
  component: lazyRouteComponent(() => import('./requests/RequestPage.tsx'), 'RequestPage'),
})

export const analyticsRoutes = [
  analytics.addChildren([index, glance, usage, health, activity, requests]),
  request,
] as const
