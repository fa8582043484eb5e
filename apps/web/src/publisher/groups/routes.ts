import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listSearch } from '../../shared/routing/list-search.ts'
import { publisherRoute } from '../publisher-route.ts'
import { groupSearch } from './group-search.ts'

const list = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/groups',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
})

const add = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/groups/new',
  component: lazyRouteComponent(() => import('./NewGroupPage.tsx'), 'NewGroupPage'),
})

const group = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/groups/$group',
  validateSearch: groupSearch,
  component: lazyRouteComponent(() => import('./GroupPage.tsx'), 'GroupPage'),
})

export const groupRoutes = [list, add, group] as const
