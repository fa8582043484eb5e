import type { BatchJobDetailsAnswer } from '@sluice/contracts'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { useStudio } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { connectionKey, followBatchJob, jobPath } from './follow-batch-job.ts'
import { hasEnded } from './job-state.ts'

/** A batch job and, while it goes on, what happens to it. */
export function useJob(jobId: string): {
  readonly job: BatchJobDetailsAnswer | undefined
  readonly error: ApiError | null
  /** False: what is shown may be old; the connection is being made again. */
  readonly isConnected: boolean
  readonly refetch: () => void
} {
  const { id: workspaceId } = useWorkspace()
  const { data: job, error, refetch } = useStudio<BatchJobDetailsAnswer>(jobPath(jobId))
  const { data: isConnected } = useQuery<boolean>({
    queryKey: connectionKey(jobId),
    queryFn: skipToken,
    initialData: true,
  })
  useEffect(() => {
    if (job !== undefined) followBatchJob(workspaceId, job)
  }, [workspaceId, job])
  const isOver = job === undefined || hasEnded(job.state)
  return { job, error, isConnected: isConnected || isOver, refetch: () => void refetch() }
}
