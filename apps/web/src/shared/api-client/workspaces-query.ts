import type { WorkspaceAnswer } from '@sluice/contracts'
import { queryOptions } from '@tanstack/react-query'
import { send } from './send.ts'

/** All workspaces of the installation. */
export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: async () => (await send<{ value: readonly WorkspaceAnswer[] }>('/studio/workspaces')).body.value,
})
