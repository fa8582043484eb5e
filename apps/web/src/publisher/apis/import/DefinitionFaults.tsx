import { isApiError } from '../../../shared/api-client/api-error.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorDetail } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { excerptAt, placeOf } from './fault-place.ts'
import styles from './import.module.css'
import { importWords } from './import-words.ts'

/** Why a definition cannot be imported, each fault with what stands at its place. */
export function DefinitionFaults({ error, text }: { readonly error: unknown; readonly text: string | undefined }) {
  const words = useWords(importWords)
  const faults = isApiError(error) ? error.faults : []
  const isPlaced = faults.some(({ target }) => placeOf(target) !== undefined)
  return (
    <div role="alert">
      <Notice intent="error" title={words('checkFailed')}>
        {!isPlaced && <ErrorDetail error={error} />}
      </Notice>
      {isPlaced && (
        <ol className={styles.faults}>
          {faults.map(({ target, message }) => {
            const place = placeOf(target)
            const excerpt = place !== undefined && text !== undefined ? excerptAt(text, place) : ''
            return (
              <li key={`${target} ${message}`}>
                <code translate="no">{target}</code> {message}
                {excerpt !== '' && (
                  <pre translate="no" className={styles.excerpt}>
                    {excerpt}
                  </pre>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </div>
  )
}
