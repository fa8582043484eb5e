import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { allows } from '../shared/auth/session.ts'
import { requireSession } from '../shared/routing/require-session.ts'
import { rootRoute } from '../shared/routing/root-route.ts'

/** These pages are about no instance yet, or are for who runs all of them. */
const signInFirst = async ({ location }: { readonly location: { readonly href: string } }) => {
  await requireSession({ location })
}

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: z.object({ new: z.literal('workspace').optional().catch(undefined) }),
  async beforeLoad({ location }) {
    const session = await requireSession({ location })
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
  beforeLoad: signInFirst,
  component: lazyRouteComponent(() => import('./wizard/NewInstancePage.tsx'), 'NewInstancePage'),
})

const instance = createRoute({
  getParentRoute: () => rootRoute,
  path: '/instances/$service',
  beforeLoad: signInFirst,
  component: lazyRouteComponent(() => import('./instances/InstancePage.tsx'), 'InstancePage'),
})

export const homeRoutes = [home, signIn, firstStart, newInstance, instance]
