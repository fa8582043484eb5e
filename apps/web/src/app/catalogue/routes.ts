import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { rootRoute } from '../../shared/routing/root-route.ts'

const routes = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => rootRoute,
        path: '/catalogue',
        validateSearch: z.object({ part: z.string().optional().catch(undefined) }),
        component: lazyRouteComponent(() => import('./CataloguePage.tsx'), 'CataloguePage'),
      }),
    ]
  : []

/**
 * Every component that pages share, in its states. In development only: nothing of it is in the built files, and so no
 * link of the app may count on it, which its type says.
 */
export const catalogueRoutes = routes as readonly unknown[] as readonly []
