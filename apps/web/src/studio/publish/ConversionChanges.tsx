import type { ConversionPreviewAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import styles from './publish.module.css'
import { setupWords } from './setup-words.ts'

const kinds = { added: 'done', replaced: 'running', 'left-out': 'off' } as const

/** Module by module, what a conversion does. */
export function ConversionChanges({ changes }: Pick<ConversionPreviewAnswer, 'changes'>) {
  const words = useWords(setupWords)
  return (
    <section aria-label={words('changes')}>
      <h3>{words('changes')}</h3>
      {changes.length === 0 && <p>{words('noChanges')}</p>}
      <ul className={styles.steps}>
        {changes.map(({ action, node, title, message }) => (
          <li key={`${action} ${node}`}>
            <div className={styles.head}>
              <span translate="no">{title}</span>
              <StateLabel kind={kinds[action]}>{words(action)}</StateLabel>
            </div>
            <p className={styles.note}>{message}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
