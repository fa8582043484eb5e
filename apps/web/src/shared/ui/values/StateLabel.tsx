import {
  CheckmarkCircleRegular,
  ClockRegular,
  ErrorCircleRegular,
  InfoRegular,
  PauseCircleRegular,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import styles from './values.module.css'

export type StateKind = 'done' | 'waiting' | 'running' | 'warning' | 'failed' | 'paused' | 'off' | 'info'

const icons = {
  done: CheckmarkCircleRegular,
  waiting: ClockRegular,
  running: ClockRegular,
  warning: WarningRegular,
  failed: ErrorCircleRegular,
  paused: PauseCircleRegular,
  off: SubtractCircleRegular,
  info: InfoRegular,
} as const

/** A state: icon and word; the colour comes third. */
export function StateLabel({ kind, children }: { readonly kind: StateKind; readonly children: string }) {
  const Icon = icons[kind]
  return (
    <span className={`${styles.state} ${styles[kind]}`}>
      <Icon aria-hidden />
      {children}
    </span>
  )
}
