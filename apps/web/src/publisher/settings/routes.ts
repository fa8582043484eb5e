import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { publisherRoute } from '../publisher-route.ts'

const settings = createRoute({
  getParentRoute: () => publisherRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

export const settingsRoutes = [settings] as const
