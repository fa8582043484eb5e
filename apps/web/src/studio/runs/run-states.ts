import type { ModuleRunAnswer, RunAnswer } from '@sluice/contracts'
import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

export const isActiveRun = ({ state }: Pick<RunAnswer, 'state'>): boolean => state === 'queued' || state === 'running'

const runWordNames = {
  queued: 'stateQueued',
  running: 'stateRunning',
  finished: 'stateFinished',
  failed: 'stateFailed',
  cancelled: 'stateCancelled',
} as const
/** Name of the word for the state of a run. */
export const runStateWord = ({ state }: Pick<RunAnswer, 'state'>) => runWordNames[state]

export const runStateKinds: Readonly<Record<RunAnswer['state'], StateKind>> = {
  queued: 'waiting',
  running: 'running',
  finished: 'done',
  failed: 'failed',
  cancelled: 'off',
}

const moduleWordNames = {
  queued: 'moduleQueued',
  running: 'moduleRunning',
  finished: 'moduleFinished',
  cached: 'moduleCached',
  failed: 'moduleFailed',
  cancelled: 'moduleCancelled',
  skipped: 'moduleSkipped',
} as const
/** Name of the word for the state of a module. */
export const moduleStateWord = ({ state }: Pick<ModuleRunAnswer, 'state'>) => moduleWordNames[state]

export const moduleStateKinds: Readonly<Record<ModuleRunAnswer['state'], StateKind>> = {
  queued: 'waiting',
  running: 'running',
  finished: 'done',
  cached: 'done',
  failed: 'failed',
  cancelled: 'off',
  skipped: 'off',
}
