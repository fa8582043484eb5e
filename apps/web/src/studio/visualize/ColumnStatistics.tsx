import type { StatisticsAnswer, TableSchema } from '@sluice/contracts'
import { useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { SearchField } from '../../shared/ui/table/SearchField.tsx'
import { useStudio } from '../api/studio-api.ts'
import { ColumnPanel } from './ColumnPanel.tsx'
import { useColumnChoice } from './use-column-choice.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

const mostNames = 200

/** Exact figures of a column, chosen from a list. @param path of the table, with `/statistics` below it */
export function ColumnStatistics({ path, columns }: { readonly path: string; readonly columns: TableSchema }) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  const [search, setSearch] = useState('')
  const [chosen, choose] = useColumnChoice('column', columns, columns[0]?.name)
  const { data, error, refetch } = useStudio<StatisticsAnswer>(`${path}/statistics`)
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Loading />
  const wanted = search.toLowerCase()
  const found = columns.filter(({ name }) => name.toLowerCase().includes(wanted))
  const figures = data.columns.find(({ name }) => name === chosen)
  return (
    <div className={styles.columns}>
      <div className={styles.names}>
        <SearchField things={words('columnsThing')} value={search} onSearch={setSearch} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section tabIndex={0} aria-label={words('columns')} className={styles.nameList}>
          <ul className={styles.nameList}>
            {found.slice(0, mostNames).map(({ name, type }) => (
              <li key={name}>
                <button
                  type="button"
                  aria-current={name === chosen ? true : undefined}
                  translate="no"
                  onClick={() => choose(name)}
                >
                  <span>{name}</span> <span className={styles.quiet}>{type}</span>
                </button>
              </li>
            ))}
          </ul>
          {found.length > mostNames && (
            <p className={styles.quiet}>{words('columnsMore', { count: number(mostNames) })}</p>
          )}
        </section>
      </div>
      <div className={styles.scroll}>{figures !== undefined && <ColumnPanel figures={figures} />}</div>
    </div>
  )
}
