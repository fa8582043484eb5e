import type { ReactElement } from 'react'
import { useId } from 'react'
import styles from './new.module.css'

/** A way to begin: the whole card is its button. */
export function BeginCard({
  icon,
  title,
  text,
  needs,
  disabledReason,
  isBusy,
  onChoose,
}: {
  readonly icon: ReactElement
  readonly title: string
  readonly text: string
  readonly needs?: string | undefined
  readonly disabledReason?: string | undefined
  readonly isBusy: boolean
  readonly onChoose: () => void
}) {
  const id = useId()
  const isDisabled = disabledReason !== undefined
  return (
    <button
      type="button"
      className={styles.card}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      aria-disabled={isDisabled || isBusy}
      onClick={() => {
        if (!isDisabled && !isBusy) onChoose()
      }}
    >
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span className={styles.title} id={`${id}-title`}>
        {title}
      </span>
      <span id={`${id}-text`} className={styles.text}>
        <span>{text}</span>
        {needs !== undefined && <span className={styles.needs}>{needs}</span>}
        {isDisabled && <span className={styles.reason}>{disabledReason}</span>}
      </span>
    </button>
  )
}
