import type { ListedExperimentAnswer } from '@sluice/contracts'
import { useMemo } from 'react'
import { useStudio } from '../api/studio-api.ts'

/** What experiments are called, by their ids; those that are gone are not among them. */
export function useExperimentNames(): ReadonlyMap<string, string> {
  const { data } = useStudio<{ value: readonly ListedExperimentAnswer[] }>('/experiments', { top: 200 })
  return useMemo(() => new Map((data?.value ?? []).map(({ id, name }) => [id, name])), [data])
}
