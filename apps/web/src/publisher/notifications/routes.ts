import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'
import { mailStates } from './mail.ts'

const notifications = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/notifications',
  validateSearch: listSearch.extend({
    tab: z.enum(['recipients', 'templates', 'outbox']).optional().catch(undefined),
    state: z.enum(mailStates).optional().catch(undefined),
    /** Identifier of the mail that is open. */
    mail: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./NotificationsPage.tsx'), 'NotificationsPage'),
})

const template = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/notifications/templates/$template',
  component: lazyRouteComponent(() => import('./TemplatePage.tsx'), 'TemplatePage'),
})

export const notificationRoutes = [notifications, template] as const
