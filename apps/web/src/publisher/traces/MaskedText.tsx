import { traceMask } from '@sluice/contracts/call-trace'
import { Fragment } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

/** A text of a trace; where a secret was, it says so. */
export function MaskedText({ text }: { readonly text: string }) {
  const words = useWords(tracesWords)
  const parts = text.split(traceMask)
  if (parts.length === 1) return text
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no other name
    <Fragment key={at}>
      {at > 0 && (
        <span className={styles.mask} translate="yes">
          {words('masked')}
        </span>
      )}
      {part}
    </Fragment>
  ))
}
