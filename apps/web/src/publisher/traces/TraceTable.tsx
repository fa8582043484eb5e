import type { TraceSummary } from '@sluice/contracts'
import { type ReactNode, useMemo } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import type { useArm } from '../../shared/api-client/use-resource.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import { kindOfStatus } from './kind-of-status.ts'
import { MaskedText } from './MaskedText.tsx'
import { roundMs, toMs } from './trace-steps.ts'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

/** The last calls that were traced, as they were asked for. */
export function TraceTable({
  traces,
  isOfOneApi = false,
  filters,
  empty,
}: {
  readonly traces: ReturnType<typeof useArm<{ readonly value: readonly TraceSummary[] }>>
  /** Then no column says which. */
  readonly isOfOneApi?: boolean
  readonly filters?: ReactNode
  readonly empty: ReactNode
}) {
  const service = useService()
  const words = useWords(tracesWords)
  const formats = useFormats()
  const columns = useMemo(
    (): readonly TableColumn<TraceSummary>[] => [
      {
        id: 'at',
        header: words('at'),
        cell: ({ timestamp }) => (
          <span className={styles.short}>
            <TimeAgo iso={timestamp} />
          </span>
        ),
        text: ({ timestamp }) => timestamp,
      },
      {
        id: 'call',
        header: words('call'),
        cell: ({ traceId, method, url }) => (
          <span className={styles.call}>
            <Verb verb={method} />
            <TextLink href={`/publisher/${service.name}/traces/${encodeURIComponent(traceId)}`} isName>
              <MaskedText text={pathOf(url)} />
            </TextLink>
          </span>
        ),
        text: ({ method, url }) => `${method} ${url}`,
      },
      {
        id: 'status',
        header: words('status'),
        cell: ({ status }) => <StateLabel kind={kindOfStatus(status)}>{String(status)}</StateLabel>,
        text: ({ status }) => status,
      },
      ...(isOfOneApi ? [] : [apiColumn(words('api'), words('noApi'))]),
      {
        id: 'error',
        header: words('error'),
        cell: ({ error }) => (error === undefined ? null : <code translate="no">{error.reason}</code>),
        text: ({ error }) => error?.reason ?? '',
      },
      {
        id: 'duration',
        header: words('duration'),
        isNumeric: true,
        cell: ({ duration }) => words('milliseconds', { milliseconds: formats.number(roundMs(toMs(duration))) }),
        text: ({ duration }) => toMs(duration),
      },
    ],
    [words, formats, service.name, isOfOneApi],
  )
  if (traces.data === undefined) {
    return traces.error === null ? (
      <Loading />
    ) : (
      <ErrorState error={traces.error} onRetry={() => void traces.refetch()} />
    )
  }
  return (
    <DataTable
      label={words('title')}
      rows={traces.data.value}
      columns={columns}
      rowId={({ traceId }) => traceId}
      rowName={({ method, url }) => `${method} ${url}`}
      isFetching={traces.isFetching}
      {...(filters === undefined ? {} : { filters })}
      empty={empty}
    />
  )
}

const apiColumn = (header: string, none: string): TableColumn<TraceSummary> => ({
  id: 'api',
  header,
  cell: ({ apiId }) => (apiId === undefined ? none : <code translate="no">{apiId}</code>),
  text: ({ apiId }) => apiId ?? '',
})

/** The host is the gateway's own, and the same for all. */
const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]*/i, '') || url
