import { Button } from '@fluentui/react-components'
import { ArrowClockwiseRegular, ErrorCircleRegular } from '@fluentui/react-icons'
import { isApiError, noAnswer } from '../../api-client/api-error.ts'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import { CopyButton } from '../values/CopyButton.tsx'
import styles from './feedback.module.css'

/** A part of a page that could not be loaded; the rest of the page stays alive. */
export function ErrorState({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const words = useWords(uiWords)
  return (
    <div className={styles.state} role="alert">
      <ErrorCircleRegular className={styles.failedIcon} fontSize={32} aria-hidden />
      <h2>{words('errorTitle')}</h2>
      <ErrorDetail error={error} />
      {onRetry !== undefined && (
        <Button icon={<ArrowClockwiseRegular />} onClick={onRetry}>
          {words('retry')}
        </Button>
      )}
    </div>
  )
}

/** What the server said, with its code and request id. */
export function ErrorDetail({ error }: { readonly error: unknown }) {
  const words = useWords(uiWords)
  if (!isApiError(error)) return <p>{error instanceof Error ? error.message : String(error)}</p>
  if (error.status === noAnswer) return <p>{words('noAnswer')}</p>
  return (
    <>
      <p>{error.message}</p>
      {error.faults.length > 0 && (
        <ul className={styles.faults}>
          {error.faults.map(({ target, message }) => (
            <li key={`${target} ${message}`}>
              {target !== undefined && <code translate="no">{target}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.code}>
        {words('errorCode', { code: error.code })}
        {error.requestId !== undefined && (
          <>
            {' · '}
            {words('requestId', { id: error.requestId })}
            <CopyButton value={error.requestId} name={words('requestId', { id: '' }).trim()} size="small" />
          </>
        )}
      </p>
    </>
  )
}
