import type { RunAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { useEffect, useRef } from 'react'
import { experimentPath } from '../../api/experiment-place.ts'
import { useStudio } from '../../api/studio-api.ts'
import { type FollowedRun, useRun } from '../../runs/use-run.ts'
import { isGoingOn } from './module-infos.ts'

/** The run whose results the page shows: the one that is asked for, else the newest. */
export function useShownRun(experimentId: string, asked: string | undefined): FollowedRun {
  const { data } = useStudio<{ value: readonly RunAnswer[] }>(
    asked === undefined ? `${experimentPath(experimentId)}/runs` : undefined,
    { top: 1 },
  )
  const newest = data?.value.find((run) => run.experimentId === experimentId)
  return useRun(experimentId, asked ?? newest?.id)
}

/** Tells when a run that was seen to go on is over. */
export function useRunEnd(run: RunDetailsAnswer | undefined, onEnd: (run: RunDetailsAnswer) => void): void {
  const seen = useRef<string>(undefined)
  const tell = useRef(onEnd)
  tell.current = onEnd
  useEffect(() => {
    if (run === undefined) return
    if (isGoingOn(run)) seen.current = run.id
    else if (seen.current === run.id) {
      seen.current = undefined
      tell.current(run)
    }
  }, [run])
}
