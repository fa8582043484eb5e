import { createRouter } from '@tanstack/react-router'
import { accountRoutes, developerRoutes } from '../developer/routes.ts'
import { homeRoutes } from '../home/routes.ts'
import { publisherRoutes } from '../publisher/routes.ts'
import { rootRoute } from '../shared/routing/root-route.ts'
import { NotFoundPage } from '../shared/ui/page/NotFoundPage.tsx'
import { studioRoutes } from '../studio/routes.ts'
import { catalogueRoutes } from './catalogue/routes.ts'
import { AppFrame } from './frame/AppFrame.tsx'
import { PageError } from './frame/PageError.tsx'

rootRoute.update({ component: AppFrame })

const routeTree = rootRoute.addChildren([
  ...homeRoutes,
  ...accountRoutes,
  publisherRoutes,
  developerRoutes,
  studioRoutes,
  ...catalogueRoutes,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
