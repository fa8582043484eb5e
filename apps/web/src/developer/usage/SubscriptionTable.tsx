import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { nameOfId } from '../../shared/api-client/identifier-of.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import table from '../../shared/ui/table/DataTable.module.css'
import { latencyText } from '../../shared/usage/latency-text.ts'
import { refreshMs, type TimeRange } from '../../shared/usage/time-range.ts'
import usageStyles from '../../shared/usage/usage.module.css'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import type { Subscription } from '../subscriptions/own-subscriptions.ts'
import { ownReportQuery } from './own-usage.ts'
import { ownUsageWords } from './usage-words.ts'

/** How much was called with each of one's subscriptions. */
export function SubscriptionTable({
  service,
  userId,
  range,
  subscriptions,
}: {
  readonly service: string
  readonly userId: string
  readonly range: TimeRange
  readonly subscriptions: readonly Subscription[]
}) {
  const words = useWords(ownUsageWords)
  const usage = useUsageWords()
  const formats = useFormats()
  const report = useQuery({
    ...ownReportQuery(service, userId, range),
    placeholderData: keepPreviousData,
    refetchInterval: range.isLive ? refreshMs(range) : false,
  })
  const nameOf = (name: string) =>
    subscriptions.find((one) => one.name.toLowerCase() === name.toLowerCase())?.properties.displayName || name
  const title = words('bySubscription')
  const rows = report.data?.value
  return (
    <Section title={title}>
      {report.isError && rows === undefined && (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      )}
      {report.isPending && <Loading lines={2} />}
      {rows?.length === 0 && <p className={usageStyles.quiet}>{usage('noCalls')}</p>}
      {rows !== undefined && rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={table.scroll} tabIndex={0} aria-label={`${title}, ${usage('totals')}`}>
          <table className={table.table} aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{words('subscription')}</th>
                {[usage('calls'), usage('blocked'), usage('failed'), usage('bandwidth'), usage('average')].map(
                  (header) => (
                    <th key={header} scope="col" className={table.numeric}>
                      {header}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.subscriptionId ?? ''}>
                  <td translate="no">{nameOf(nameOfId(row.subscriptionId ?? '')) || '–'}</td>
                  <td className={table.numeric}>{formats.number(row.callCountTotal)}</td>
                  <td className={table.numeric}>{formats.number(row.callCountBlocked)}</td>
                  <td className={table.numeric}>{formats.number(row.callCountFailed)}</td>
                  <td className={table.numeric}>{formats.bytes(row.bandwidth)}</td>
                  <td className={table.numeric}>{latencyText(row.apiTimeAvg, formats)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  )
}
