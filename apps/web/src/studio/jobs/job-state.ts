import type { BatchJobAnswer } from '@sluice/contracts'
import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

type State = BatchJobAnswer['state']

/** As the wire calls the states: the same words in every language. */
export const statusCodes: Readonly<Record<State, string>> = {
  'not-started': 'NotStarted',
  queued: 'NotStarted',
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const stateKinds: Readonly<Record<State, StateKind>> = {
  'not-started': 'paused',
  queued: 'waiting',
  running: 'running',
  finished: 'done',
  failed: 'failed',
  cancelled: 'off',
}

export const hasEnded = (state: State): boolean => state === 'finished' || state === 'failed' || state === 'cancelled'

/** 0 to 1 by the bytes of the input that are done; undefined = not known. */
export function shareOf({ state, progress }: Pick<BatchJobAnswer, 'state' | 'progress'>): number | undefined {
  if (state === 'finished') return 1
  const { bytesRead, totalBytes } = progress
  if (totalBytes === undefined || totalBytes === 0) return undefined
  return Math.min(1, bytesRead / totalBytes)
}
