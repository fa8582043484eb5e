import type { ColumnFigures, ColumnSchema } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { columnBars } from './column-bars.ts'
import { MiniHistogram } from './MiniHistogram.tsx'
import { shareText } from './share-text.ts'
import styles from './TableRows.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** Name, type, missing share and spread of a column. */
export function ColumnHead({
  column: { name, type },
  figures,
  rowCount,
}: {
  readonly column: ColumnSchema
  readonly figures: ColumnFigures | undefined
  readonly rowCount: number
}) {
  const words = useVisualizeWords()
  const { figure } = useFormats()
  const missing = figures === undefined || rowCount === 0 ? 0 : figures.missingCount / rowCount
  return (
    <th scope="col" className={type === 'String' || type === 'Boolean' ? undefined : styles.numeric}>
      <span className={styles.name} translate="no">
        {name}
      </span>
      <span className={styles.type} translate="no">
        {type}
      </span>
      <span className={styles.type}>
        {figures !== undefined &&
          (missing === 0 ? words('noneMissing') : words('missingShare', { share: shareText(missing, figure) }))}
      </span>
      {figures === undefined ? (
        <span className={styles.histogram} />
      ) : (
        <MiniHistogram label={words('histogramOf', { name })} counts={columnBars(figures).map(({ count }) => count)} />
      )}
    </th>
  )
}
