import { Field, Select } from '@fluentui/react-components'
import type { CallRecordEntry } from '@sluice/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../shared/ui/values/TimeAgo.tsx'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import { type OutcomeChoice, outcomeChoices } from '../../shared/usage/call-search.ts'
import { latencyText } from '../../shared/usage/latency-text.ts'
import { outcomeKinds } from '../../shared/usage/outcome-kinds.ts'
import { refreshMs, type TimeRange } from '../../shared/usage/time-range.ts'
import usageStyles from '../../shared/usage/usage.module.css'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import { ownCallsQuery, toCallHref } from './own-usage.ts'
import { ownUsageWords } from './usage-words.ts'

/** The newest calls; those that were refused lead to why. */
export function OwnCalls({
  service,
  userId,
  range,
  search: { outcome = 'refused', subscription },
  onSearch,
}: {
  readonly service: string
  readonly userId: string
  readonly range: TimeRange
  readonly search: { readonly outcome?: OutcomeChoice | 'all' | undefined; readonly subscription?: string | undefined }
  readonly onSearch: (changes: object) => void
}) {
  const words = useWords(ownUsageWords)
  const usage = useUsageWords()
  const calls = useQuery({
    ...ownCallsQuery(service, userId, range, {
      outcome: outcome === 'all' ? undefined : outcome,
      subscription,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: range.isLive ? refreshMs(range) : false,
  })
  const columns = useColumns(service)
  return (
    <Section title={words('calls')} description={words('callsText')}>
      {calls.data === undefined ? (
        calls.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={calls.error} onRetry={() => void calls.refetch()} />
        )
      ) : (
        <DataTable
          label={words('calls')}
          rows={calls.data.value}
          columns={columns}
          rowId={({ requestId }) => requestId}
          rowName={({ method, url }) => `${method} ${url}`}
          isFetching={calls.isFetching}
          filters={
            <Field label={words('outcome')}>
              <Select
                className={usageStyles.narrow}
                value={outcome}
                onChange={(_, { value }) => onSearch({ outcome: value })}
              >
                {outcomeChoices.map((one) => (
                  <option key={one} value={one}>
                    {usage(one)}
                  </option>
                ))}
                <option value="all">{words('allOutcomes')}</option>
              </Select>
            </Field>
          }
          empty={<p className={usageStyles.quiet}>{words('noneRefused')}</p>}
        />
      )}
    </Section>
  )
}

function useColumns(service: string): readonly TableColumn<CallRecordEntry>[] {
  const words = useWords(ownUsageWords)
  const usage = useUsageWords()
  const formats = useFormats()
  return useMemo(
    (): readonly TableColumn<CallRecordEntry>[] => [
      {
        id: 'at',
        header: words('at'),
        cell: ({ timestamp }) => <TimeAgo iso={timestamp} />,
        text: ({ timestamp }) => timestamp,
      },
      {
        id: 'call',
        header: words('call'),
        cell: ({ method, url }) => (
          <span className={usageStyles.call}>
            <Verb verb={method} /> <code translate="no">{url.replace(/^https?:\/\/[^/]*/i, '') || url}</code>
          </span>
        ),
        text: ({ method, url }) => `${method} ${url}`,
      },
      {
        id: 'status',
        header: words('status'),
        cell: ({ status, outcome }) => (
          <StateLabel kind={outcomeKinds[outcome]}>{`${status === 0 ? '–' : status} ${usage(outcome)}`}</StateLabel>
        ),
        text: ({ status }) => status,
      },
      {
        id: 'subscription',
        header: words('subscription'),
        isOptional: true,
        cell: ({ subscription, subscriptionName }) => <span translate="no">{subscriptionName ?? subscription}</span>,
        text: ({ subscription, subscriptionName }) => subscriptionName ?? subscription ?? '',
      },
      {
        id: 'duration',
        header: words('duration'),
        isNumeric: true,
        cell: ({ apiTime }) => latencyText(apiTime, formats),
        text: ({ apiTime }) => apiTime,
      },
      {
        id: 'why',
        header: '',
        cell: ({ requestId, isRefused }) =>
          isRefused ? <TextLink href={toCallHref(service, requestId)}>{words('why')}</TextLink> : null,
      },
    ],
    [words, usage, formats, service],
  )
}
