import type { ReactNode } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { uiWords } from '../../../shared/ui/ui-words.ts'
import styles from './help.module.css'

/** A short table of a help page; it scrolls by itself where it is too wide. */
export function HelpTable({
  label,
  heads,
  rows,
}: {
  readonly label: string
  readonly heads: readonly string[]
  /** The first cell tells rows apart. */
  readonly rows: readonly (readonly [key: string, ...cells: ReactNode[]])[]
}) {
  const words = useWords(uiWords)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words('tableRegion', { label })}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, ...cells]) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row are always the same ones
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
