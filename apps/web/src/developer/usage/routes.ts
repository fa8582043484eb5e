import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { requireSession } from '../../shared/routing/require-session.ts'
import { outcomeChoices } from '../../shared/usage/call-search.ts'
import { rangeSearch } from '../../shared/usage/time-range.ts'
import { developerRoute } from '../developer-route.ts'
import { NotShownPage } from '../NotShownPage.tsx'

const usage = createRoute({
  getParentRoute: () => developerRoute,
  path: '/usage',
  validateSearch: rangeSearch.extend({
    subscription: z.coerce.string().optional().catch(undefined),
    /** Of the calls that are listed one by one; undefined = those that the gateway refused. */
    outcome: z
      .enum(['all', ...outcomeChoices])
      .optional()
      .catch(undefined),
  }),
  async beforeLoad({ location, params }) {
    await requireSession({ location, params })
  },
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./UsagePage.tsx'), 'UsagePage'),
})

const call = createRoute({
  getParentRoute: () => developerRoute,
  path: '/usage/$call',
  async beforeLoad({ location, params }) {
    await requireSession({ location, params })
  },
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./CallPage.tsx'), 'CallPage'),
})

export const usageRoutes = [usage, call]
