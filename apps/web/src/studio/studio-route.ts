import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { isApiError } from '../shared/api-client/api-error.ts'
import { queryClient } from '../shared/api-client/query-client.ts'
import { workspacesQuery } from '../shared/api-client/workspaces-query.ts'
import { allows } from '../shared/auth/session.ts'
import { requireSession } from '../shared/routing/require-session.ts'
import { rootRoute } from '../shared/routing/root-route.ts'

/** All pages of a workspace. Workspaces are the installation's: whoever belongs to one instance has no business here. */
export const studioRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/studio/$workspace',
  async beforeLoad({ location, params }) {
    const session = await requireSession({ location })
    if (!allows(session, 'analyst')) return { isAllowed: false }
    const workspaces = await queryClient.ensureQueryData(workspacesQuery).catch((error: unknown) => {
      if (isApiError(error) && error.status === 403) return undefined
      throw error
    })
    if (workspaces === undefined) return { isAllowed: false }
    if (!workspaces.some(({ id }) => id === params.workspace)) throw notFound()
    return { isAllowed: true }
  },
  component: lazyRouteComponent(() => import('./StudioLayout.tsx'), 'StudioLayout'),
})
