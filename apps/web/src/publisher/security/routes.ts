import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { publisherRoute } from '../publisher-route.ts'
import { securityTabs } from './security-tabs.ts'

const security = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security',
  validateSearch: z.object({
    tab: z.enum(securityTabs).optional().catch(undefined),
    add: z.enum(['token', 'client']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./SecurityPage.tsx'), 'SecurityPage'),
})

const newIdentityProvider = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security/identity-providers/new',
  component: lazyRouteComponent(() => import('./IdentityProviderPage.tsx'), 'NewIdentityProviderPage'),
})
const identityProvider = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security/identity-providers/$provider',
  component: lazyRouteComponent(() => import('./IdentityProviderPage.tsx'), 'IdentityProviderPage'),
})
const newAuthorizationServer = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security/authorization-servers/new',
  component: lazyRouteComponent(() => import('./AuthorizationServerPage.tsx'), 'NewAuthorizationServerPage'),
})
const authorizationServer = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security/authorization-servers/$server',
  component: lazyRouteComponent(() => import('./AuthorizationServerPage.tsx'), 'AuthorizationServerPage'),
})
const newOpenidProvider = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security/openid-providers/new',
  component: lazyRouteComponent(() => import('./OpenidProviderPage.tsx'), 'NewOpenidProviderPage'),
})
const openidProvider = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/security/openid-providers/$provider',
  component: lazyRouteComponent(() => import('./OpenidProviderPage.tsx'), 'OpenidProviderPage'),
})

export const securityRoutes = [
  security,
  newIdentityProvider,
  identityProvider,
  newAuthorizationServer,
  authorizationServer,
  newOpenidProvider,
  openidProvider,
] as const
