import { AppError } from '@sluice/contracts'
import { workspaceTokenPurpose } from '../workspaces/put-workspace.ts'
import { toClassicTime } from './classic-experiments.ts'
import { defineClassicRoute } from './classic-route.ts'

export const readClassicWorkspace = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}',
  handle({ workspaceId }, { directory, secrets }) {
    const workspace = directory.workspace(workspaceId)
    if (workspace === undefined) throw new AppError('WorkspaceNotFound', {})
    const open = (token: 'primary' | 'secondary') =>
      secrets.open(workspace[`${token}TokenSealed`], workspaceTokenPurpose(workspaceId, token))
    return {
      status: 200,
      body: {
        WorkspaceId: workspaceId,
        FriendlyName: workspace.friendlyName,
        Description: workspace.description,
        Region: '',
        Type: 'Production',
        WorkspaceStatus: 'Enabled',
        CreatedTime: toClassicTime(workspace.createdAt),
        AuthorizationToken: { PrimaryToken: open('primary'), SecondaryToken: open('secondary') },
      },
    }
  },
})

/** Workspaces have no members of their own: whoever has a token of one may work in it. */
export const listClassicUsers = defineClassicRoute({
  method: 'GET',
  path: 'workspaces/{workspaceId}/users',
  handle: () => ({ status: 200, body: [] }),
})
