import type { StudioRoute } from './studio-route.ts'
import {
  changeWorkspace,
  listWorkspaces,
  readWorkspace,
  renewWorkspaceToken,
  showWorkspaceTokens,
} from './workspaces.ts'

/** Every route of the studio's API. */
export const studioRoutes: readonly StudioRoute[] = [
  listWorkspaces,
  readWorkspace,
  changeWorkspace,
  showWorkspaceTokens,
  renewWorkspaceToken,
]
