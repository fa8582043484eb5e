import { Button } from '@fluentui/react-components'
import { CheckmarkCircleRegular, ErrorCircleRegular } from '@fluentui/react-icons'
import type { PolicyFault } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'

/** All faults of a document, with the way to each place. */
export function FaultList({
  faults,
  isChecked,
  error,
  onJump,
}: {
  readonly faults: readonly PolicyFault[]
  readonly isChecked: boolean
  readonly error: unknown
  readonly onJump: (line: number, column: number) => void
}) {
  const words = useWords(policiesWords)
  if (error != null) {
    return (
      <div role="status">
        <p>{words('checkFailed')}</p>
        <ErrorDetail error={error} />
      </div>
    )
  }
  return (
    <div className={styles.faults}>
      <p role="status" className={faults.length === 0 ? styles.good : styles.bad}>
        {faults.length === 0 ? <CheckmarkCircleRegular aria-hidden /> : <ErrorCircleRegular aria-hidden />}
        {!isChecked && faults.length === 0
          ? words('checking')
          : faults.length === 0
            ? words('noFaults')
            : words('faultCount', { count: faults.length })}
      </p>
      {faults.length > 0 && (
        <ul aria-label={words('faults')}>
          {faults.map(({ line, column, message, resourceId }) => (
            <li key={`${resourceId} ${line} ${column} ${message}`}>
              {resourceId === undefined ? (
                <Button size="small" appearance="transparent" onClick={() => onJump(line, column)}>
                  {words('place', { line, column })}
                </Button>
              ) : (
                <span translate="no">{resourceId}</span>
              )}
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
