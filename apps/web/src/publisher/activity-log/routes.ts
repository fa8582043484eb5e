import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { publisherRoute } from '../publisher-route.ts'

const text = z.string().optional().catch(undefined)

const activityLog = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/activity-log',
  validateSearch: z.object({
    resource: text,
    actor: z.coerce.string().optional().catch(undefined),
    /** ISO 8601. */
    from: text,
    to: text,
    /** Where the page begins, as the page before has told; undefined = with the newest. */
    after: z.coerce.string().optional().catch(undefined),
    /** The change that is open. */
    change: z.coerce.number().int().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./ActivityLogPage.tsx'), 'ActivityLogPage'),
})

export const activityLogRoutes = [activityLog] as const
