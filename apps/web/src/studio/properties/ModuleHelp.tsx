import type { CatalogueEntry } from '@sluice/dataflow'
import { useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { Markdown } from '../../shared/ui/values/Markdown.tsx'
import styles from './properties.module.css'
import { propertiesWords } from './properties-words.ts'

/** What the module does; the rest of what it says of itself is folded. */
export function ModuleHelp({ module }: { readonly module: CatalogueEntry }) {
  const words = useWords(propertiesWords)
  const [isOpen, setOpen] = useState(false)
  const { summary, remarks, errors } = module
  return (
    <div>
      <p className={styles.summaryText}>{summary}</p>
      {(remarks.length > 0 || errors.length > 0) && (
        <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{words('more')}</summary>
          {isOpen && <Markdown text={remarks.join('\n\n')} />}
          {errors.length > 0 && <h3>{words('errors')}</h3>}
          <ul className={styles.errors}>
            {errors.map(({ number, message, remedy }) => (
              <li key={number}>
                <code translate="no">{number}</code> {toSentence(message)} {remedy}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

const toSentence = (text: string) => (/[.?]$/.test(text) ? text : `${text}.`)
