import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { queryClient } from '../../shared/api-client/query-client.ts'
import { listSearch } from '../../shared/routing/list-search.ts'
import { requireSession } from '../../shared/routing/require-session.ts'
import { developerRoute } from '../developer-route.ts'
import { NotShownPage } from '../NotShownPage.tsx'
import { issueQuery } from './issue-queries.ts'

const ofApi = { api: z.string().optional().catch(undefined) }

const issues = createRoute({
  getParentRoute: () => developerRoute,
  path: '/issues',
  validateSearch: listSearch.extend({
    ...ofApi,
    state: z.enum(['proposed', 'open', 'removed', 'resolved', 'closed']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./IssuesPage.tsx'), 'IssuesPage'),
})

const newIssue = createRoute({
  getParentRoute: () => developerRoute,
  path: '/issues/new',
  validateSearch: z.object(ofApi),
  async beforeLoad({ location, params }) {
    await requireSession({ location, params })
  },
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./NewIssuePage.tsx'), 'NewIssuePage'),
})

const issue = createRoute({
  getParentRoute: () => developerRoute,
  path: '/issues/$api/$issue',
  loader: ({ params: { service, api, issue } }) => queryClient.ensureQueryData(issueQuery(service, api, issue)),
  errorComponent: NotShownPage,
  component: lazyRouteComponent(() => import('./IssuePage.tsx'), 'IssuePage'),
})

export const issueRoutes = [issues, newIssue, issue]
