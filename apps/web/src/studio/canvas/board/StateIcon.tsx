import {
  ArrowClockwiseRegular,
  CheckmarkCircleRegular,
  ClockRegular,
  ErrorCircleRegular,
  PlayCircleRegular,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useCallback } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { canvasWords } from '../canvas-words.ts'
import type { ModuleInfo, ShownState } from '../state/module-infos.ts'
import styles from './StateIcon.module.css'

const icons: Readonly<Record<Exclude<ShownState, 'not-run'>, typeof ClockRegular>> = {
  'needs-attention': WarningRegular,
  'out-of-date': ArrowClockwiseRegular,
  queued: ClockRegular,
  running: PlayCircleRegular,
  finished: CheckmarkCircleRegular,
  cached: CheckmarkCircleRegular,
  skipped: SubtractCircleRegular,
  failed: ErrorCircleRegular,
  cancelled: SubtractCircleRegular,
}

/** The state of a module in words. */
export function useStateWord(): (info: ModuleInfo) => string {
  const words = useWords(canvasWords)
  return useCallback(
    ({ state, progress }) =>
      state === 'running' && progress !== undefined
        ? words('runningShare', { percent: Math.round(progress * 100) })
        : words(`state-${state}`),
    [words],
  )
}

/** Icon of a state; nothing where there is nothing to say. The word stands beside it. */
export function StateIcon({ state }: { readonly state: ShownState }) {
  if (state === 'not-run') return null
  const Icon = icons[state]
  return <Icon className={`${styles.icon} ${styles[state]}`} aria-hidden fontSize={16} />
}
