import type { CallExplanation, CallRecordPage, ReportRecord, UsageSummary } from '@sluice/contracts'
import { quote } from '../../shared/api-client/resource.ts'
import { type OutcomeChoice, toOutcomeQuery } from '../../shared/usage/call-search.ts'
import type { TimeRange } from '../../shared/usage/time-range.ts'
import { developerQuery } from '../developer-api.ts'

const iso = (at: number) => new Date(at).toISOString()
const pathOf = (userId: string) => `/users/${encodeURIComponent(userId)}`

type Range = Pick<TimeRange, 'from' | 'to' | 'step'>

/** Sums over the calls with one's own keys, or with those of one subscription. */
export const ownSummaryQuery = (service: string, userId: string, range: Range, subscription?: string) =>
  developerQuery<UsageSummary>(service, `${pathOf(userId)}/usageSummary`, {
    from: iso(range.from),
    to: iso(range.to),
    interval: range.step,
    subscription,
  })

/** The same by subscription. */
export const ownReportQuery = (service: string, userId: string, { from, to }: Range) =>
  developerQuery<{ readonly value: readonly ReportRecord[] }>(service, `${pathOf(userId)}/reports/bySubscription`, {
    $filter: `timestamp ge datetime${quote(iso(from))} and timestamp lt datetime${quote(iso(to))}`,
    $orderby: 'callCountTotal desc',
    $top: 100,
  })

/** The newest calls with one's own keys. */
export const ownCallsQuery = (
  service: string,
  userId: string,
  { from, to }: Range,
  { outcome, subscription }: { readonly outcome: OutcomeChoice | undefined; readonly subscription: string | undefined },
) =>
  developerQuery<CallRecordPage>(service, `${pathOf(userId)}/callRecords`, {
    from: iso(from),
    to: iso(to),
    ...toOutcomeQuery(outcome),
    subscription,
    $top: 50,
  })

/** Why one of one's own calls was refused. */
export const ownExplanationQuery = (service: string, requestId: string) =>
  developerQuery<CallExplanation>(service, `/callRecords/${encodeURIComponent(requestId)}/explanation`)

/** Page that explains one call. */
export const toCallHref = (service: string, requestId: string): string =>
  `/developer/${service}/usage/${encodeURIComponent(requestId)}`
