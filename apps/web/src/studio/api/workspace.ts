import { createContext, use } from 'react'
import type { Workspace } from '../../shared/api-client/workspaces-query.ts'

export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** The workspace that the page is about. */
export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext)
  if (workspace === undefined) throw new Error('No workspace is open around this component.')
  return workspace
}
