import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publisherRoute } from '../publisher-route.ts'
import { userSearch, usersSearch } from './user-search.ts'

const list = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('./UsersPage.tsx'), 'UsersPage'),
})

const add = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/users/new',
  component: lazyRouteComponent(() => import('./NewUserPage.tsx'), 'NewUserPage'),
})

const user = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/users/$user',
  validateSearch: userSearch,
  component: lazyRouteComponent(() => import('./UserPage.tsx'), 'UserPage'),
})

export const userRoutes = [list, add, user] as const
