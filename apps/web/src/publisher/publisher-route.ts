import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { queryClient } from '../shared/api-client/query-client.ts'
import type { Service } from '../shared/api-client/service.ts'
import { servicesQuery } from '../shared/api-client/services-query.ts'
import { allows } from '../shared/auth/session.ts'
import { requireSession } from '../shared/routing/require-session.ts'
import { rootRoute } from '../shared/routing/root-route.ts'

/** All pages that run an instance: for analysts and above. */
export const publisherRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/publisher/$service',
  async beforeLoad({ location, params }) {
    if (!allows(await requireSession({ location }), 'analyst')) return { isAllowed: false }
    const isThere = (services: readonly Service[]) => services.some(({ name }) => name === params.service)
    // The list may be from before the instance was made.
    const isKnown = isThere(await queryClient.ensureQueryData(servicesQuery))
    if (!isKnown && !isThere(await queryClient.fetchQuery({ ...servicesQuery, staleTime: 0 }))) throw notFound()
    return { isAllowed: true }
  },
  component: lazyRouteComponent(() => import('./PublisherLayout.tsx'), 'PublisherLayout'),
})
