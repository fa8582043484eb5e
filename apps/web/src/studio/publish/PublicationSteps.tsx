import { ProgressBar } from '@fluentui/react-components'
import type { PublicationDocument } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import styles from './publish.module.css'
import { publishWords } from './publish-words.ts'

const states = {
  waiting: ['paused', 'stepWaiting'],
  running: ['running', 'stepRunning'],
  succeeded: ['done', 'stepDone'],
  skipped: ['off', 'skipped'],
  warned: ['warning', 'stepWarned'],
  failed: ['failed', 'stepFailed'],
} as const

/** The steps of a publication, each with its bar. */
export function PublicationSteps({ steps }: Pick<PublicationDocument, 'steps'>) {
  const words = useWords(publishWords)
  return (
    <ol className={styles.steps} aria-label={words('steps')}>
      {steps.map(({ name, state, progress, message }) => {
        const [kind, word] = states[state]
        const isOver = state === 'succeeded' || state === 'warned' || state === 'skipped'
        // Without a value the bar moves: how far it is nobody knows.
        const value = isOver ? 1 : state === 'running' ? progress : 0
        return (
          <li key={name} className={styles.step}>
            <div className={styles.head}>
              <span>{words(name)}</span>
              <StateLabel kind={kind}>{words(word)}</StateLabel>
            </div>
            <ProgressBar
              aria-label={words(name)}
              color={state === 'failed' ? 'error' : state === 'warned' ? 'warning' : isOver ? 'success' : 'brand'}
              {...(value === undefined ? {} : { value })}
            />
            {message !== undefined && state !== 'failed' && <p className={styles.note}>{message}</p>}
          </li>
        )
      })}
    </ol>
  )
}
