import type { ColumnPairAnswer, TableSchema } from '@sluice/contracts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useStudio } from '../api/studio-api.ts'
import { ColumnPair } from './ColumnPair.tsx'
import { ColumnPicker } from './ColumnPicker.tsx'
import { useColumnChoice } from './use-column-choice.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

/** Two columns of a table side by side. @param path of the table, with `/column-pair` below it */
export function CompareColumns({ path, columns }: { readonly path: string; readonly columns: TableSchema }) {
  const words = useVisualizeWords()
  const names = columns.map(({ name }) => name)
  const [x, setX] = useColumnChoice('column', columns, names[0])
  const [y, setY] = useColumnChoice('against', columns, names[1] ?? names[0])
  const { data, error, refetch, isFetching } = useStudio<ColumnPairAnswer>(`${path}/column-pair`, { x, y })
  return (
    <div className={styles.scroll}>
      <div className={styles.part}>
        <div className={styles.fields}>
          <ColumnPicker label={words('compareX')} names={names} value={x} onPick={setX} />
          <ColumnPicker label={words('compareY')} names={names} value={y} onPick={setY} />
        </div>
        <p className={styles.quiet}>{words('compareHint')}</p>
      </div>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data !== undefined && <ColumnPair pair={data} />}
      {data === undefined && isFetching && <Loading />}
    </div>
  )
}
