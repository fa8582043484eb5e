import { Button } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import styles from './feedback.module.css'

/** A list that has nothing yet: what would be here, why it is not, and what to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  /** 32 px. */
  readonly icon?: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={styles.state}>
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <h2>{title}</h2>
      <p className={styles.prose}>{children}</p>
      {action}
    </div>
  )
}

/** A list in which a search or a filter found nothing. */
export function NothingFound({
  things,
  search,
  onClear,
}: {
  /** Plural, as in a sentence: `APIs`. */
  readonly things: string
  readonly search: string
  readonly onClear: () => void
}) {
  const words = useWords(uiWords)
  return (
    <div className={styles.state} role="status">
      <h2>{words('filterFoundNothing', { things, search })}</h2>
      <Button onClick={onClear}>{words('clear')}</Button>
    </div>
  )
}
