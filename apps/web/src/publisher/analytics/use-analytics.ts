import type { UsageSummary } from '@sluice/contracts'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { createContext, use, useCallback } from 'react'
import type { ApiError } from '../../shared/api-client/api-error.ts'
import { armKey, armUrl, type Query } from '../../shared/api-client/resource.ts'
import { send } from '../../shared/api-client/send.ts'
import { useService } from '../../shared/api-client/service.ts'
import { refreshMs, type TimeRange, toRangeSearch } from '../../shared/usage/time-range.ts'
import { useSearchChange } from '../editing/use-search-change.ts'
import type { FilterName, UsageFilters } from './analytics-search.ts'
import { type ReportPage, reportKinds, toReportFilter } from './report.ts'

/** Of which time and of which calls the pages of analytics tell. */
export interface AnalyticsView {
  readonly range: TimeRange & { readonly asOf: number }
  readonly filters: UsageFilters
}

export const AnalyticsContext = createContext<AnalyticsView | undefined>(undefined)

export function useAnalytics(): AnalyticsView {
  const view = use(AnalyticsContext)
  if (view === undefined) throw new Error('No page of analytics is around this component.')
  return view
}

/** An answer about usage, read again and again while the range goes on; the former one stays until the next is there. */
export function useFigures<Body>(path: string, query: Query): UseQueryResult<Body, ApiError> {
  const { range } = useAnalytics()
  return useQuery({
    queryKey: armKey(path, query),
    queryFn: async ({ signal }) => (await send<Body>(armUrl(path, query), { signal })).body,
    placeholderData: keepPreviousData,
    refetchInterval: range.isLive ? refreshMs(range) : false,
  })
}

const iso = (at: number) => new Date(at).toISOString()

/** Sums, their course and the period before. */
export function useUsageSummary(): UseQueryResult<UsageSummary, ApiError> {
  const { range, filters } = useAnalytics()
  const { id } = useService()
  return useFigures(`${id}/usageSummary`, {
    from: iso(range.from),
    to: iso(range.to),
    interval: range.step,
    ...filters,
  })
}

/** A report of those with the most calls, or in another order. */
export function useReport(
  kind: FilterName | 'region',
  { top, skip, orderBy = 'callCountTotal desc' }: ReportOrder,
): UseQueryResult<ReportPage, ApiError> {
  const { range, filters } = useAnalytics()
  const { id } = useService()
  return useFigures(`${id}/reports/${kind === 'region' ? 'byGeo' : reportKinds[kind]}`, {
    $filter: toReportFilter(range, filters),
    $top: top,
    $skip: skip,
    ...(kind === 'region' ? {} : { $orderby: orderBy }),
  })
}

interface ReportOrder {
  readonly top: number
  readonly skip?: number | undefined
  readonly orderBy?: string
}

/** Shows a part of the time that was marked in a chart, on all pages of analytics. */
export function useRangeChoice(): (range: readonly [from: number, to: number]) => void {
  const change = useSearchChange()
  return useCallback(([from, to]) => change(toRangeSearch(from, to)), [change])
}
