import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'
import { apiRoute } from './api-route.ts'
import { apiHref } from './api-view.ts'

const list = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'apis',
  validateSearch: listSearch.extend({ tag: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./list/ApisPage.tsx'), 'ApisPage'),
})

const add = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'apis/new',
  component: lazyRouteComponent(() => import('./add/AddApiPage.tsx'), 'AddApiPage'),
})

const addMcp = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'apis/new-mcp',
  component: lazyRouteComponent(() => import('./mcp/NewMcpServerPage.tsx'), 'NewMcpServerPage'),
})

const importDefinition = createRoute({
  getParentRoute: () => publisherRoute,
  path: 'apis/import',
  validateSearch: z.object({ api: z.string().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./import/ImportPage.tsx'), 'ImportPage'),
})

/** Pages about no API in particular. */
export const apisRoutes = [list, add, addMcp, importDefinition] as const

const index = createRoute({
  getParentRoute: () => apiRoute,
  path: '/',
  beforeLoad({ params }) {
    throw redirect({ href: apiHref(params.service, params.api), replace: true })
  },
})

const summary = createRoute({
  getParentRoute: () => apiRoute,
  path: 'summary',
  component: lazyRouteComponent(() => import('./summary/SummaryPage.tsx'), 'SummaryPage'),
})

const tools = createRoute({
  getParentRoute: () => apiRoute,
  path: 'tools',
  validateSearch: z.object({
    /** Identifier of the tool that is open; `new` = one is added. */
    tool: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./mcp/ToolsPage.tsx'), 'ToolsPage'),
})

const settings = createRoute({
  getParentRoute: () => apiRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
})

const security = createRoute({
  getParentRoute: () => apiRoute,
  path: 'security',
  component: lazyRouteComponent(() => import('./security/SecurityPage.tsx'), 'SecurityPage'),
})

const revisions = createRoute({
  getParentRoute: () => apiRoute,
  path: 'revisions',
  validateSearch: z.object({
    dialog: z.enum(['add-revision', 'make-current', 'add-version']).optional().catch(undefined),
    /** The one that is made current. */
    revision: z.coerce.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./revisions/RevisionsPage.tsx'), 'RevisionsPage'),
})

const products = createRoute({
  getParentRoute: () => apiRoute,
  path: 'products',
  component: lazyRouteComponent(() => import('./products/ApiProductsPage.tsx'), 'ApiProductsPage'),
})

const issues = createRoute({
  getParentRoute: () => apiRoute,
  path: 'issues',
  validateSearch: listSearch.extend({
    state: z.enum(['proposed', 'open', 'removed', 'resolved', 'closed']).optional().catch(undefined),
    issue: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./issues/IssuesPage.tsx'), 'IssuesPage'),
})

/** Tabs of an API, below `apiRoute`. */
export const apiTabRoutes = [index, summary, tools, settings, security, revisions, products, issues] as const
