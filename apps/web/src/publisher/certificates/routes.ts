import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'

const certificates = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/certificates',
  validateSearch: listSearch.extend({
    add: z.boolean().optional().catch(undefined),
    /** Identifier of the one whose file is replaced. */
    replace: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./CertificatesPage.tsx'), 'CertificatesPage'),
})

export const certificateRoutes = [certificates] as const
