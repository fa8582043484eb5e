import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { apiRoute } from '../apis/api-route.ts'
import { publisherRoute } from '../publisher-route.ts'

export const policiesRoute = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'policies',
  validateSearch: z.object({
    /** Path of what the document stands at, below the instance: `/apis/echo-api`; nothing = the instance itself. */
    scope: z.string().optional().catch(undefined),
    q: z.string().optional().catch(undefined),
    /** Line of the document that the cursor begins at. */
    line: z.coerce.number().int().min(1).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./PoliciesPage.tsx'), 'PoliciesPage'),
})

/** Tab of an API. */
export const apiPoliciesRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'policies',
  component: lazyRouteComponent(() => import('./ApiPoliciesPage.tsx'), 'ApiPoliciesPage'),
})
