import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { columnSelectorWords } from './column-selector-words.ts'
import styles from './PreviewText.module.css'
import type { SelectionPreview } from './preview-selection.ts'

/** More would only be slow to draw; how many there are stands above. */
const mostShown = 200

/** What the selection comes to, told as it changes. */
export function PreviewText({
  preview,
  isIncomplete,
  isSingleColumn,
  hasList,
}: {
  readonly preview: SelectionPreview
  /** A rule says nothing yet. */
  readonly isIncomplete: boolean
  readonly isSingleColumn: boolean
  /** Whether the columns are listed, too. */
  readonly hasList: boolean
}) {
  const words = useWords(columnSelectorWords)
  const { number } = useFormats()
  const columns = preview.kind === 'columns' ? preview.columns : []
  const isWrong =
    isIncomplete || preview.kind === 'fault' || (preview.kind === 'columns' && isSingleColumn && columns.length > 1)
  const summary = () => {
    if (isIncomplete) return words('completeFirst')
    if (preview.kind === 'unknown') return words('resultUnknown')
    if (preview.kind === 'fault') return preview.message
    const total = number(preview.of)
    if (columns.length === 0) return words('selectedNone', { total })
    if (isSingleColumn && columns.length > 1) return words('oneIsNeeded', { count: number(columns.length) })
    return words('selectedOf', { count: number(columns.length), total })
  }
  return (
    <section className={styles.whole} aria-label={words('result')}>
      <p role="status" className={isWrong ? styles.fault : styles.text}>
        {summary()}
      </p>
      {hasList && columns.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ol className={styles.columns} tabIndex={0} aria-label={words('chosen')}>
          {columns.slice(0, mostShown).map(({ name, type }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column may be there twice
            <li key={place}>
              <span translate="no">{name}</span>
              <span className={styles.type} translate={type === 'unknown' ? undefined : 'no'}>
                {type === 'unknown' ? words('unknownType') : type}
              </span>
            </li>
          ))}
          {columns.length > mostShown && <li>{words('moreColumns', { count: columns.length - mostShown })}</li>}
        </ol>
      )}
    </section>
  )
}
