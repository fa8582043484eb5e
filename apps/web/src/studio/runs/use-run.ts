import type { RunDetailsAnswer } from '@sluice/contracts'
import { useEffect, useSyncExternalStore } from 'react'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { runPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { followRun, isRunConnected, onConnectionChange } from './follow-run.ts'
import { isActiveRun } from './run-states.ts'

export interface FollowedRun {
  /** With the state of every module; undefined while it is not known. */
  readonly run: RunDetailsAnswer | undefined
  readonly error: ApiError | null
  /** False: what is shown may be old; the connection is being made again. */
  readonly isConnected: boolean
}

/** A run and, while it goes on, what happens in it. */
export function useRun(experimentId: string, runId: string | undefined): FollowedRun {
  const { id: workspaceId } = useWorkspace()
  const { data, error } = useStudio<RunDetailsAnswer>(runId === undefined ? undefined : runPath(experimentId, runId))
  // While another one is read, the former one stands in its place.
  const run = data?.id === runId ? data : undefined
  const isActive = run !== undefined && isActiveRun(run)
  useEffect(() => {
    if (isActive && runId !== undefined) followRun({ workspaceId, experimentId, runId })
  }, [isActive, workspaceId, experimentId, runId])
  const isConnected = useSyncExternalStore(onConnectionChange, () => isRunConnected(runId))
  return { run, error, isConnected }
}
