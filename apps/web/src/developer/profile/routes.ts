import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { sessionQuery } from '../../shared/auth/session.ts'
import { toSignIn } from '../../shared/routing/to-sign-in.ts'
import { developerRoute } from '../developer-route.ts'
import { NotShownPage } from '../NotShownPage.tsx'

const profile = createRoute({
  getParentRoute: () => developerRoute,
  path: '/profile',
  async beforeLoad({ location, params }) {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (session === null) throw toSignIn(location.href, params.service)
  },
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./ProfilePage.tsx'), 'ProfilePage'),
})

export const profileRoutes = [profile]
