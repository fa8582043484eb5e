import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { studioRoute } from '../studio-route.ts'

const flag = z.literal(true).optional().catch(undefined)

const storage = createRoute({
  getParentRoute: () => studioRoute,
  path: '/storage',
  validateSearch: z.object({ add: flag }),
  component: lazyRouteComponent(() => import('./account/StoragePage.tsx'), 'StoragePage'),
})

const container = createRoute({
  getParentRoute: () => studioRoute,
  path: '/storage/$container',
  validateSearch: z.object({
    /** Folder that is open, with its slash at the end. */
    folder: z.string().optional().catch(undefined),
    /** How the names in it begin. */
    q: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./container/ContainerPage.tsx'), 'ContainerPage'),
})

export const storageRoutes = [storage, container] as const
