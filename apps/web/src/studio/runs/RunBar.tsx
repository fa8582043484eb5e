import type { FollowedRun } from './use-run.ts'

export interface RunBarProps {
  readonly experimentId: string
  readonly followed: FollowedRun
}

/** State, time and "3 of 7" of a run, and how to stop it. */
export function RunBar({ followed }: RunBarProps) {
  return <p role="status">{followed.run?.state}</p>
}
