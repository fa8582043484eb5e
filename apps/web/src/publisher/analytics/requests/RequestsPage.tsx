import { Button, Field, Input, Select } from '@fluentui/react-components'
import { ArrowLeftRegular, ArrowRightRegular } from '@fluentui/react-icons'
import type { CallRecordPage } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize } from '../../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import {
  isOutcomeChoice,
  isStatusSearch,
  outcomeChoices,
  toOutcomeQuery,
  toTextQuery,
} from '../../../shared/usage/call-search.ts'
import { useUsageWords } from '../../../shared/usage/usage-words.ts'
import { useSearchChange } from '../../editing/use-search-change.ts'
import styles from '../analytics.module.css'
import { noFilters } from '../analytics-search.ts'
import { useAnalytics, useFigures } from '../use-analytics.ts'
import { requestsWords } from './requests-words.ts'
import { useRequestColumns } from './use-request-columns.tsx'

const route = getRouteApi('/publisher/$service/analytics/requests')

/** Calls one by one, the newest first. */
export function RequestsPage() {
  const { q, outcome, status, ip, after } = route.useSearch()
  const { range, filters } = useAnalytics()
  const { id } = useService()
  const words = useWords(requestsWords)
  const usage = useUsageWords()
  const change = useSearchChange()
  const columns = useRequestColumns()
  const find = (search: object) => change({ ...search, after: undefined })
  const log = useFigures<CallRecordPage>(`${id}/callRecords`, {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
    ...filters,
    ...toTextQuery(q),
    ...toOutcomeQuery(outcome),
    status,
    ip,
    $top: pageSize,
    $skiptoken: after,
  })
  const next =
    log.data?.nextLink && (new URL(log.data.nextLink, location.origin).searchParams.get('$skiptoken') ?? undefined)
  const isFiltered = [q, outcome, status, ip].some((one) => one !== undefined) || Object.keys(filters).length > 0
  const clear = () => find({ ...noFilters, q: undefined, outcome: undefined, status: undefined, ip: undefined })
  if (log.data === undefined) {
    return log.error === null ? <Loading /> : <ErrorState error={log.error} onRetry={() => void log.refetch()} />
  }
  return (
    <>
      <DataTable
        label={words('title')}
        rows={log.data.value}
        columns={columns}
        rowId={({ requestId }) => requestId}
        rowName={({ method, url }) => `${method} ${url}`}
        isFetching={log.isFetching}
        filters={
          <>
            <SearchField things={words('search')} value={q ?? ''} onSearch={(text) => find({ q: text || undefined })} />
            <Field label={words('outcome')} orientation="horizontal">
              <Select
                value={outcome ?? ''}
                onChange={(_, { value }) => find({ outcome: isOutcomeChoice(value) ? value : undefined })}
              >
                <option value="">{words('anyOutcome')}</option>
                {outcomeChoices.map((one) => (
                  <option key={one} value={one}>
                    {usage(one)}
                  </option>
                ))}
              </Select>
            </Field>
            <StatusField value={status} onSearch={(chosen) => find({ status: chosen })} />
          </>
        }
        empty={
          isFiltered ? (
            <NothingFound
              things={words('things')}
              search={[q, outcome && usage(outcome), status, ip, ...Object.values(filters)]
                .filter((one) => one !== undefined)
                .join(', ')}
              onClear={clear}
            />
          ) : (
            <EmptyState title={words('empty')}>{words('emptyText')}</EmptyState>
          )
        }
      />
      <nav className={styles.pages} aria-label={words('pages')}>
        <Button
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          disabledFocusable={after === undefined}
          onClick={() => after !== undefined && change({ after: undefined })}
        >
          {words('newest')}
        </Button>
        <Button
          appearance="subtle"
          icon={<ArrowRightRegular />}
          iconPosition="after"
          disabledFocusable={next === undefined}
          onClick={() => next !== undefined && change({ after: next })}
        >
          {words('older')}
        </Button>
      </nav>
    </>
  )
}

/** A status or a class of them, once it is whole. */
function StatusField({
  value,
  onSearch,
}: {
  readonly value: string | undefined
  readonly onSearch: (status: string | undefined) => void
}) {
  const words = useWords(requestsWords)
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  return (
    <Field label={words('status')} orientation="horizontal">
      <Input
        className={styles.status}
        value={typed}
        placeholder="4xx"
        maxLength={3}
        input={{ translate: 'no' }}
        onChange={(_, { value: text }) => {
          setTyped(text)
          if (text === '') onSearch(undefined)
          else if (isStatusSearch(text)) onSearch(text.toLowerCase())
        }}
      />
    </Field>
  )
}
