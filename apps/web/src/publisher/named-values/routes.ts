import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'

const namedValues = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/named-values',
  validateSearch: listSearch.extend({
    tag: z.string().optional().catch(undefined),
    /** Identifier of the one that is open. */
    edit: z.string().optional().catch(undefined),
    add: z.boolean().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./NamedValuesPage.tsx'), 'NamedValuesPage'),
})

export const namedValueRoutes = [namedValues] as const
