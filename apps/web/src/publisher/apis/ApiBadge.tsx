import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import styles from './ApiLayout.module.css'
import type { ApiView } from './api-view.ts'
import { apisWords } from './apis-words.ts'

/** Beside the name of an API: which version it is, and that nobody reaches it. */
export function ApiBadge({ api }: { readonly api: ApiView }) {
  const words = useWords(apisWords)
  return (
    <>
      {api.apiVersion && (
        <span className={styles.version} translate="no">
          {api.apiVersion}
        </span>
      )}
      {!api.isOnline && <StateLabel kind="off">{words('offline')}</StateLabel>}
    </>
  )
}
