import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { publisherRoute } from '../publisher-route.ts'
import { subscriptionSearch } from './subscription-search.ts'

const list = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/subscriptions',
  validateSearch: subscriptionSearch,
  component: lazyRouteComponent(() => import('./SubscriptionsPage.tsx'), 'SubscriptionsPage'),
})

const add = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/subscriptions/new',
  validateSearch: z.object({
    product: z.string().optional().catch(undefined),
    user: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./NewSubscriptionPage.tsx'), 'NewSubscriptionPage'),
})

export const subscriptionRoutes = [list, add] as const
