import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { studioRoute } from '../studio-route.ts'

const settings = createRoute({
  getParentRoute: () => studioRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./WorkspaceSettingsPage.tsx'), 'WorkspaceSettingsPage'),
})

export const workspaceRoutes = [settings] as const
