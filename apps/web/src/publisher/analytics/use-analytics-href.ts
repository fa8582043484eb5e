import { defaultStringifySearch, getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useAnalytics } from './use-analytics.ts'

const route = getRouteApi('/publisher/$service/analytics')

/** Addresses of pages of analytics about the time and the calls that are shown, with further search parameters. */
export function useAnalyticsHref(): (tab: string, further: Readonly<Record<string, unknown>>) => string {
  const { service } = route.useParams()
  const { from, to } = route.useSearch()
  const { filters } = useAnalytics()
  return useCallback(
    (tab, further) =>
      `/publisher/${service}/analytics/${tab}${defaultStringifySearch({ from, to, ...filters, ...further })}`,
    [service, from, to, filters],
  )
}
