import type { BadRowsAnswer } from '@sluice/contracts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'
import styles from './dataset.module.css'

const rowsAPage = 100

/** Rows of the original file that could not be read, each with its line and why. */
export function BadRowList({
  id,
  page,
  onPage,
}: {
  readonly id: string
  readonly page: number
  readonly onPage: (page: number) => void
}) {
  const words = useWords(datasetWords)
  const { number } = useFormats()
  const { data, error, refetch, isFetching } = useStudio<BadRowsAnswer>(`${datasetPath(id)}/bad-rows`, {
    offset: (page - 1) * rowsAPage,
    limit: rowsAPage,
  })
  if (data === undefined) {
    return error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  return (
    <DataTable
      label={words('badRows')}
      rows={data.rows}
      columns={[
        {
          id: 'line',
          header: words('line'),
          isNumeric: true,
          cell: ({ line }) => number(line),
          text: ({ line }) => line,
        },
        { id: 'reason', header: words('reason'), cell: ({ reason }) => reason, text: ({ reason }) => reason },
        {
          id: 'text',
          header: words('text'),
          cell: ({ text }) => (
            <code className={styles.text} translate="no">
              {text}
            </code>
          ),
          text: ({ text }) => text,
        },
      ]}
      rowId={({ line }) => String(line)}
      rowName={({ line }) => String(line)}
      paging={{ page, size: rowsAPage, total: data.count, onPage }}
      isFetching={isFetching}
      empty={null}
    />
  )
}
