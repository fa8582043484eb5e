import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { queryClient } from '../shared/api-client/query-client.ts'
import { allows, sessionQuery } from '../shared/auth/session.ts'
import { rootRoute } from '../shared/routing/root-route.ts'
import { toSignIn } from '../shared/routing/to-sign-in.ts'

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  async beforeLoad({ location }) {
    const session = await queryClient.ensureQueryData(sessionQuery)
    if (session === null) throw toSignIn(location.href)
    // Whoever runs nothing here comes to use something.
    if (!allows(session, 'analyst') && session.service !== null) {
      throw redirect({ to: '/developer/$service', params: { service: session.service } })
    }
  },
  component: lazyRouteComponent(() => import('./HomePage.tsx'), 'HomePage'),
})

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({
    service: z.string().optional().catch(undefined),
    returnTo: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./sign-in/SignInPage.tsx'), 'SignInPage'),
})

const firstStart = createRoute({
  getParentRoute: () => rootRoute,
  path: '/first-start',
  component: lazyRouteComponent(() => import('./first-start/FirstStartPage.tsx'), 'FirstStartPage'),
})

const newInstance = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new/api-management',
  validateSearch: z.object({ step: z.coerce.number().int().min(1).max(2).optional().catch(undefined) }),
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('./wizard/NewInstancePage.tsx'), 'NewInstancePage'),
})

const instance = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instances/$service',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('./instances/InstancePage.tsx'), 'InstancePage'),
})

async function requireSession({ location }: { readonly location: { readonly href: string } }): Promise<void> {
  if ((await queryClient.ensureQueryData(sessionQuery)) === null) throw toSignIn(location.href)
}

export const homeRoutes = [home, signIn, firstStart, newInstance, instance]
