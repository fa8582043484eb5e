import type { UsageRow } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { pageSize, toListQuery } from '../../shared/routing/list-search.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { latencyText } from '../../shared/usage/latency-text.ts'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import { analyticsWords } from './analytics-words.ts'
import { ExportMenu } from './ExportMenu.tsx'
import { KindTabs } from './KindTabs.tsx'
import { RowName } from './RowName.tsx'
import { filterOfRow, nameOfRow, type ReportPage } from './report.ts'
import { useReport } from './use-analytics.ts'

const route = getRouteApi('/publisher/$service/analytics/activity')
const defaultSort = '-callCountTotal'
type Row = ReportPage['value'][number]

/** Everybody and everything with calls, sorted and paged by the server. */
export function ActivityPage() {
  const { by = 'api', sort = defaultSort, page = 1 } = route.useSearch()
  const words = useWords(analyticsWords)
  const usage = useUsageWords()
  const formats = useFormats()
  const change = useSearchChange()
  const { $top: top, $skip: skip, $orderby: orderBy } = toListQuery({ sort, page }, defaultSort)
  const report = useReport(by, { top, skip, ...(orderBy === undefined ? {} : { orderBy }) })
  const columns = useMemo((): readonly TableColumn<Row>[] => {
    const { number, bytes } = formats
    const figure = (
      field: NumberField,
      header: string,
      write: (value: number) => string = number,
      isOptional = false,
    ): TableColumn<Row> => ({
      id: field,
      header,
      sortField: field,
      isNumeric: true,
      isOptional,
      cell: (row) => write(row[field]),
      text: (row) => row[field],
    })
    const latency = (ms: number) => latencyText(ms, formats)
    return [
      {
        id: 'name',
        header: words(by),
        cell: (row) => <RowName kind={by} row={row} />,
        text: (row) => nameOfRow(by, row) ?? '',
      },
      figure('callCountTotal', usage('calls')),
      figure('callCountSuccess', usage('success')),
      figure('callCountBlocked', usage('blocked')),
      figure('callCountFailed', usage('failed')),
      figure('callCountOther', usage('other')),
      figure('bandwidth', usage('bandwidth'), bytes),
      figure('apiTimeAvg', words('averageTime'), latency),
      figure('apiTimeMax', words('longestTime'), latency, true),
      figure('serviceTimeAvg', words('backendTime'), latency),
      figure('cacheHitCount', words('cacheHits'), number, true),
    ]
  }, [by, words, usage, formats])
  return (
    <>
      <KindTabs selected={by} />
      {report.data === undefined ? (
        report.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={report.error} onRetry={() => void report.refetch()} />
        )
      ) : (
        <DataTable
          key={by}
          label={words(`${by}s`)}
          rows={report.data.value}
          columns={columns}
          rowId={(row) => JSON.stringify(filterOfRow(by, row) ?? null)}
          rowName={(row) => nameOfRow(by, row) ?? ''}
          sort={sort}
          onSort={(chosen) => change({ sort: chosen, page: undefined })}
          paging={{
            page,
            size: pageSize,
            total: report.data.count ?? report.data.value.length,
            onPage: (to) => change({ page: to }),
          }}
          filters={<ExportMenu kind={by} />}
          isFetching={report.isFetching}
          empty={<EmptyState title={words('empty')}>{words('emptyText')}</EmptyState>}
        />
      )}
    </>
  )
}

type NumberField = keyof UsageRow
