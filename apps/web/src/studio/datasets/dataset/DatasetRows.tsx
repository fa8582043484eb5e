import type { DatasetAnswer, DatasetRowsAnswer } from '@sluice/contracts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Pager } from '../../../shared/ui/table/Pager.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'
import styles from './dataset.module.css'

const rowsAPage = 100
const numericTypes: ReadonlySet<string> = new Set(['Double', 'Single', 'Int32', 'Int64', 'Int16', 'Byte'])

/** The rows of a dataset, a page of a hundred at a time. */
export function DatasetRows({
  dataset,
  page,
  onPage,
}: {
  readonly dataset: DatasetAnswer
  readonly page: number
  readonly onPage: (page: number) => void
}) {
  const words = useWords(datasetWords)
  const { number } = useFormats()
  const { data, error, refetch } = useStudio<DatasetRowsAnswer>(`${datasetPath(dataset.id)}/rows`, {
    offset: (page - 1) * rowsAPage,
    limit: rowsAPage,
  })
  if (data === undefined) {
    return error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const { columns, rows, offset, rowCount } = data
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.rows} tabIndex={0} aria-label={words('rowsTab')}>
        <table className={styles.table} aria-label={dataset.name} aria-rowcount={rowCount}>
          <thead>
            <tr>
              <th scope="col" className={styles.numeric}>
                {words('row')}
              </th>
              {columns.map(({ name, type }) => (
                <th key={name} scope="col" className={numericTypes.has(type) ? styles.numeric : undefined}>
                  <span className={styles.head} translate="no">
                    {name} <span className={styles.type}>{type}</span>
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody translate="no">
            {rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing else that tells it from others
              <tr key={offset + index}>
                <th scope="row" className={styles.numeric}>
                  {number(offset + index + 1)}
                </th>
                {columns.map(({ name, type }, at) => {
                  const value = row[at] ?? null
                  return (
                    <td
                      key={name}
                      className={numericTypes.has(type) ? styles.numeric : undefined}
                      title={typeof value === 'string' && value.length > 60 ? value : undefined}
                    >
                      {value === null ? <span className={styles.missing}>{words('missing')}</span> : String(value)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rowCount > 0 && <Pager page={page} size={rowsAPage} total={rowCount} onPage={onPage} />}
    </>
  )
}
