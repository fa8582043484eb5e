import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { developerRoute } from '../developer-route.ts'

export const tryItRoute = createRoute({
  getParentRoute: () => developerRoute,
  path: '/apis/$api/operations/$operation/try',
  validateSearch: z.object({
    /** Language of the samples. */
    language: z.string().optional().catch(undefined),
    /** Address of the gateway that is called. */
    host: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./TryItPage.tsx'), 'TryItPage'),
})
