import type { ColumnFigures, StatisticsAnswer } from '@sluice/contracts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'

type Figure = number | string | null

/** Digits that are worth a look; the CSV file has all. */
const shownDigits = 6
const topShown = 3

/** Exact figures of every column. */
export function DatasetStatistics({ id }: { readonly id: string }) {
  const words = useWords(datasetWords)
  const { number } = useFormats()
  const { data, error, refetch } = useStudio<StatisticsAnswer>(`${datasetPath(id)}/statistics`)
  if (data === undefined) {
    return error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const show = (value: Figure): string => {
    if (value === null) return ''
    return typeof value === 'string' ? value : number(Number(value.toPrecision(shownDigits)))
  }
  const counted = (name: 'count' | 'missingCount' | 'uniqueCount'): TableColumn<ColumnFigures> => ({
    id: name,
    header: words(name),
    isNumeric: true,
    cell: (row) => number(row[name]),
    text: (row) => row[name],
  })
  const figure = (id: string, header: string, read: (row: ColumnFigures) => Figure): TableColumn<ColumnFigures> => ({
    id,
    header,
    isNumeric: true,
    cell: (row) => {
      const shown = show(read(row))
      return (
        <span translate="no" title={shown.length > longest ? shown : undefined}>
          {shorten(shown)}
        </span>
      )
    },
    text: (row) => read(row) ?? '',
  })
  const topOf = ({ topValues }: ColumnFigures) =>
    topValues
      .slice(0, topShown)
      .map(({ value, count }) => `${shorten(String(value))} (${number(count)})`)
      .join(', ')
  const columns: readonly TableColumn<ColumnFigures>[] = [
    {
      id: 'name',
      header: words('name'),
      cell: ({ name }) => <span translate="no">{name}</span>,
      text: ({ name }) => name,
    },
    {
      id: 'type',
      header: words('type'),
      cell: ({ type }) => <span translate="no">{type}</span>,
      text: ({ type }) => type,
    },
    counted('count'),
    counted('missingCount'),
    counted('uniqueCount'),
    figure('min', words('min'), ({ min }) => min),
    figure('max', words('max'), ({ max }) => max),
    figure('mean', words('mean'), ({ mean }) => mean),
    figure('median', words('median'), ({ median }) => median),
    figure('deviation', words('deviation'), ({ standardDeviation }) => standardDeviation),
    {
      id: 'top',
      header: words('top'),
      cell: (row) => <span translate="no">{topOf(row)}</span>,
      text: topOf,
    },
  ]
  return (
    <DataTable
      label={words('statistics')}
      rows={data.columns}
      columns={columns}
      rowId={({ name }) => name}
      rowName={({ name }) => name}
      empty={null}
    />
  )
}

/** Letters of a text that tell it from others; the CSV file has all. */
const longest = 24
const shorten = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text)
