import { queryOptions } from '@tanstack/react-query'
import { send } from './send.ts'

/** Where experiments, datasets and web services are. */
export interface Workspace {
  readonly id: string
  readonly friendlyName: string
  readonly description: string
  readonly createdAt: string
}

/** All workspaces of the installation. */
export const workspacesQuery = queryOptions({
  queryKey: ['workspaces'],
  queryFn: async () => (await send<{ value: readonly Workspace[] }>('/studio/workspaces')).body.value,
})
