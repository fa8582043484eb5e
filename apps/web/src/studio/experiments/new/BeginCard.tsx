import type { ReactElement } from 'react'
import { useId } from 'react'
import styles from './new.module.css'

/** A way to begin: a click anywhere on the card is one on its button. */
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
    <div className={isDisabled ? styles.cardOff : styles.card}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <button
        type="button"
        className={styles.title}
        aria-describedby={id}
        aria-disabled={isDisabled || isBusy}
        onClick={() => {
          if (!isDisabled && !isBusy) onChoose()
        }}
      >
        {title}
      </button>
      <div id={id} className={styles.text}>
        <p>{text}</p>
        {needs !== undefined && <p className={styles.needs}>{needs}</p>}
        {isDisabled && <p className={styles.reason}>{disabledReason}</p>}
      </div>
    </div>
  )
}
