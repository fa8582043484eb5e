import type { BatchJobAnswer } from '@sluice/contracts'
import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { type StudioQuery, useStudio } from '../api/studio-api.ts'
import { hasEnded } from './job-state.ts'

export interface JobList {
  readonly value: readonly BatchJobAnswer[]
  readonly count: number
}

/** Jobs of one list have no events of their own. */
const lookMs = 2_000

/** A list of batch jobs, looked at again while one of them goes on. */
export function useJobList(query: StudioQuery): UseQueryResult<JobList, ApiError> {
  const result = useStudio<JobList>('/batch-jobs', query)
  const { data, refetch } = result
  const isMoving = data?.value.some(({ state }) => !hasEnded(state) && state !== 'not-started') ?? false
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(() => void refetch(), lookMs)
    return () => clearInterval(timer)
  }, [isMoving, refetch])
  return result
}
