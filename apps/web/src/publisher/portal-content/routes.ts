import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'

const portalContent = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/portal-content',
  validateSearch: listSearch.extend({
    tab: z.enum(['pages', 'places', 'visits']).optional().catch(undefined),
    /** API or product whose pages are chosen: `apis/echo-api`. */
    of: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./PortalContentPage.tsx'), 'PortalContentPage'),
})

const newPage = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/portal-content/pages/new',
  component: lazyRouteComponent(() => import('./DocumentationPage.tsx'), 'NewDocumentationPage'),
})

const page = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/portal-content/pages/$page',
  component: lazyRouteComponent(() => import('./DocumentationPage.tsx'), 'DocumentationPage'),
})

export const portalContentRoutes = [portalContent, newPage, page] as const
