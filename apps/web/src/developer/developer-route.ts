import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../shared/api-client/query-client.ts'
import { sessionQuery } from '../shared/auth/session.ts'
import { toSignIn } from '../shared/routing/require-session.ts'
import { rootRoute } from '../shared/routing/root-route.ts'
import { portalSettingsQuery } from './portal-settings.ts'

/** All pages for those who use an instance's APIs; most need no account. */
export const developerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/developer/$service',
  async beforeLoad({ location, params }) {
    const [session, settings] = await Promise.all([
      queryClient.ensureQueryData(sessionQuery),
      queryClient.ensureQueryData(portalSettingsQuery(params.service)),
    ])
    if (session === null && settings.isSignInRequired) throw toSignIn(location.href, params.service)
  },
  component: lazyRouteComponent(() => import('./DeveloperLayout.tsx'), 'DeveloperLayout'),
})
