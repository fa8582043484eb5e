import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { apiRoute } from '../apis/api-route.ts'
import { operationTabs } from './operation-tabs.ts'

/** List of the operations, beside what is open of them. */
export const operationsRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'operations',
  validateSearch: z.object({
    q: z.string().optional().catch(undefined),
    tab: z.enum(operationTabs).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./OperationsPage.tsx'), 'OperationsPage'),
})

const index = createRoute({
  getParentRoute: () => operationsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./NoOperationPage.tsx'), 'NoOperationPage'),
})

const create = createRoute({
  getParentRoute: () => operationsRoute,
  path: 'new',
  validateSearch: z.object({
    /** Identifier of the operation that the new one begins as. */
    from: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./NewOperationPage.tsx'), 'NewOperationPage'),
})

const one = createRoute({
  getParentRoute: () => operationsRoute,
  path: '$operation',
  component: lazyRouteComponent(() => import('./OperationPage.tsx'), 'OperationPage'),
})

export const operationRoutes = operationsRoute.addChildren([index, create, one])
