import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { apiRoute } from '../apis/api-route.ts'
import { publisherRoute } from '../publisher-route.ts'

const traces = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/traces',
  validateSearch: z.object({
    /** Only those of this API. */
    api: z.coerce.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./TracesPage.tsx'), 'TracesPage'),
})

const trace = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/traces/$trace',
  validateSearch: z.object({
    /** The step that is open, counted from 0. */
    step: z.coerce.number().int().min(0).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./TracePage.tsx'), 'TracePage'),
})

/** Tab of an API. */
export const apiTracesRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'traces',
  component: lazyRouteComponent(() => import('./ApiTracesPage.tsx'), 'ApiTracesPage'),
})

export const traceRoutes = [traces, trace] as const
