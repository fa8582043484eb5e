import type { WorkspaceAnswer } from '@sluice/contracts'
import { createContext, use } from 'react'

export const WorkspaceContext = createContext<WorkspaceAnswer | undefined>(undefined)

/** The workspace that the page is about. */
export function useWorkspace(): WorkspaceAnswer {
  const workspace = use(WorkspaceContext)
  if (workspace === undefined) throw new Error('No workspace is open around this component.')
  return workspace
}
