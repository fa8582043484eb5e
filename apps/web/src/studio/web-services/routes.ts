import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { jobSearch } from '../jobs/job-search.ts'
import { studioRoute } from '../studio-route.ts'

const list = createRoute({
  getParentRoute: () => studioRoute,
  path: '/web-services',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./list/WebServicesPage.tsx'), 'WebServicesPage'),
})

const webService = createRoute({
  getParentRoute: () => studioRoute,
  path: '/web-services/$webService',
  component: lazyRouteComponent(() => import('./WebServiceLayout.tsx'), 'WebServiceLayout'),
})

const first = createRoute({
  getParentRoute: () => webService,
  path: '/',
  beforeLoad({ params }) {
    throw redirect({ to: '/studio/$workspace/web-services/$webService/dashboard', params, replace: true })
  },
})

const dashboard = createRoute({
  getParentRoute: () => webService,
  path: '/dashboard',
  validateSearch: z.object({
    /** Whether the test form is open. */
    test: z.boolean().optional().catch(undefined),
    dialog: z.enum(['add-endpoint', 'api-management']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./dashboard/DashboardPage.tsx'), 'DashboardPage'),
})

const configuration = createRoute({
  getParentRoute: () => webService,
  path: '/configuration',
  component: lazyRouteComponent(() => import('./configuration/ConfigurationPage.tsx'), 'ConfigurationPage'),
})

const jobs = createRoute({
  getParentRoute: () => webService,
  path: '/jobs',
  validateSearch: jobSearch,
  component: lazyRouteComponent(() => import('../jobs/JobsPage.tsx'), 'JobsPage'),
})

const endpoint = createRoute({
  getParentRoute: () => studioRoute,
  path: '/web-services/$webService/endpoints/$endpoint',
  validateSearch: z.object({
    test: z.boolean().optional().catch(undefined),
    /** Resource that another model takes the place of. */
    replace: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./endpoints/EndpointPage.tsx'), 'EndpointPage'),
})

const help = createRoute({
  getParentRoute: () => studioRoute,
  path: '/web-services/$webService/endpoints/$endpoint/help/$topic',
  validateSearch: z.object({ language: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./help/HelpPage.tsx'), 'HelpPage'),
})

/** Web services, their endpoints and help pages. */
export const webServiceRoutes = [
  list,
  webService.addChildren([first, dashboard, configuration, jobs]),
  endpoint,
  help,
] as const
