import type { RunDetailsAnswer } from '@sluice/contracts'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { runPath } from '../api/experiment-place.ts'
import { useStudio } from '../api/studio-api.ts'

export interface FollowedRun {
  /** With the state of every module; undefined while it is not known. */
  readonly run: RunDetailsAnswer | undefined
  readonly error: ApiError | null
  /** False: what is shown may be old; the connection is being made again. */
  readonly isConnected: boolean
}

/** A run and, while it goes on, what happens in it. */
export function useRun(experimentId: string, runId: string | undefined): FollowedRun {
  const { data, error } = useStudio<RunDetailsAnswer>(runId === undefined ? undefined : runPath(experimentId, runId))
  return { run: data, error, isConnected: true }
}
