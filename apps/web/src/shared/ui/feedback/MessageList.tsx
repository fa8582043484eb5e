import { Link as FluentLink } from '@fluentui/react-components'
import { CheckmarkCircleFilled, ErrorCircleFilled } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import { ErrorDetail } from './ErrorState.tsx'
import styles from './MessageList.module.css'

export interface Message {
  readonly id: number
  readonly kind: 'done' | 'failed'
  readonly title: string
  readonly undo?: () => void
  /** What went wrong, of a failure. */
  readonly error?: unknown
}

const undoMs = 8_000
const noteMs = 4_000

/**
 * Messages as they came, the newest at the foot. They never take the focus and stand behind the page in the order of Tab:
 * nobody who types or walks by keyboard is stopped by one.
 */
export function MessageList({
  messages,
  onClose,
}: {
  readonly messages: readonly Message[]
  readonly onClose: (id: number) => void
}) {
  const of = (kind: Message['kind']) =>
    messages
      .filter((message) => message.kind === kind)
      .map((message) => <MessageBox key={message.id} message={message} onClose={onClose} />)
  return (
    <div className={styles.list}>
      <div role="alert">{of('failed')}</div>
      <div role="status">{of('done')}</div>
    </div>
  )
}

function MessageBox({ message, onClose }: { readonly message: Message; readonly onClose: (id: number) => void }) {
  const words = useWords(uiWords)
  const { id, kind, title, undo, error } = message
  const close = () => onClose(id)
  const [isHeld, setHeld] = useState(false)
  const shownMs = kind === 'failed' || isHeld ? undefined : undo === undefined ? noteMs : undoMs
  useEffect(() => {
    if (shownMs === undefined) return
    const timer = setTimeout(() => onClose(id), shownMs)
    return () => clearTimeout(timer)
  }, [shownMs, id, onClose])
  return (
    // Whoever reads it or is about to take it back is given the time.
    <fieldset
      aria-label={title}
      className={styles.message}
      data-kind={kind}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.icon}>{kind === 'failed' ? <ErrorCircleFilled /> : <CheckmarkCircleFilled />}</span>
      <div className={styles.text}>
        <strong>{title}</strong>
        {kind === 'failed' && <ErrorDetail error={error} />}
      </div>
      {undo !== undefined && (
        <FluentLink
          as="button"
          onClick={() => {
            undo()
            close()
          }}
        >
          {words('undo')}
        </FluentLink>
      )}
      {kind === 'failed' && (
        <FluentLink as="button" onClick={close}>
          {words('dismiss')}
        </FluentLink>
      )}
    </fieldset>
  )
}
