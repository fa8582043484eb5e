import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, ErrorCircleRegular, SaveSyncRegular } from '@fluentui/react-icons'
import { useWords } from '../../../shared/languages/words.ts'
import { uiWords } from '../../../shared/ui/ui-words.ts'
import type { SaveState } from '../editor/autosave.ts'
import { experimentWords } from '../experiment-words.ts'
import styles from './SaveStatus.module.css'

/** Whether everything has come to the server. */
export function SaveStatus({ state, onRetry }: { readonly state: SaveState; readonly onRetry: () => void }) {
  const words = useWords(experimentWords)
  const ui = useWords(uiWords)
  const isFailed = state.kind === 'failed'
  const detail = isFailed && !state.isTriedAgain && state.error instanceof Error ? state.error.message : undefined
  return (
    <div className={styles.status}>
      <span role="status" className={isFailed || state.kind === 'conflict' ? styles.failed : styles.text}>
        {state.kind === 'saved' && (
          <>
            <CheckmarkRegular aria-hidden /> {words('saved')}
          </>
        )}
        {(state.kind === 'waiting' || state.kind === 'saving') && (
          <>
            <SaveSyncRegular aria-hidden /> {words('saving')}
          </>
        )}
        {state.kind === 'conflict' && (
          <>
            <ErrorCircleRegular aria-hidden /> {words('stopped')}
          </>
        )}
        {isFailed && (
          <>
            <ErrorCircleRegular aria-hidden /> {words(state.isTriedAgain ? 'notSavedRetry' : 'notSaved')} {detail}
          </>
        )}
      </span>
      {isFailed && (
        <Button size="small" onClick={onRetry}>
          {ui('retry')}
        </Button>
      )}
    </div>
  )
}
