import type { RunAnswer } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { type StateKind, StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { experimentWords } from '../experiment-words.ts'

const kinds = {
  queued: 'waiting',
  running: 'running',
  finished: 'done',
  failed: 'failed',
  cancelled: 'paused',
} as const satisfies Record<RunAnswer['state'], StateKind>

/** How the last run of an experiment stands. */
export function RunStateLabel({ state }: { readonly state: RunAnswer['state'] | undefined }) {
  const words = useWords(experimentWords)
  if (state === undefined) return <StateLabel kind="off">{words('stateNone')}</StateLabel>
  return <StateLabel kind={kinds[state]}>{words(state)}</StateLabel>
}
