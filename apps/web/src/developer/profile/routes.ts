import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { requireSession } from '../../shared/routing/require-session.ts'
import { developerRoute } from '../developer-route.ts'
import { NotShownPage } from '../NotShownPage.tsx'

const profile = createRoute({
  getParentRoute: () => developerRoute,
  path: '/profile',
  async beforeLoad({ location, params }) {
    await requireSession({ location, params })
  },
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./ProfilePage.tsx'), 'ProfilePage'),
})

export const profileRoutes = [profile]
