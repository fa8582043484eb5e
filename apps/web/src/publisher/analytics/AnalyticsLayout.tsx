import { defaultStringifySearch, getRouteApi, Outlet, useLocation } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { RouteTabs } from '../../shared/ui/navigation/RouteTabs.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { useTimeRange } from '../../shared/usage/use-time-range.ts'
import { publisherWords } from '../publisher-words.ts'
import { AnalyticsFilters } from './AnalyticsFilters.tsx'
import { filtersOf } from './analytics-search.ts'
import { analyticsWords } from './analytics-words.ts'
import { AnalyticsContext } from './use-analytics.ts'

const route = getRouteApi('/publisher/$service/analytics')
const tabs = ['glance', 'usage', 'health', 'activity', 'requests'] as const
type TabId = (typeof tabs)[number]
const isTab = (text: string | undefined): text is TabId => tabs.some((tab) => tab === text)

/** Tabs, time and filters of all pages about calls. */
export function AnalyticsLayout() {
  const search = route.useSearch()
  const service = useService()
  const words = useWords(analyticsWords)
  const area = useWords(publisherWords)
  const { pathname } = useLocation()
  const open = pathname.split('/')[4]
  const tab = isTab(open) ? open : 'glance'
  const range = useTimeRange(search)
  const { from, to, api, operation, product, subscription, user } = search
  const filters = useMemo(
    () => filtersOf({ api, operation, product, subscription, user }),
    [api, operation, product, subscription, user],
  )
  const view = useMemo(() => ({ range, filters }), [range, filters])
  // Whatever tab is opened tells of the same calls.
  const kept = defaultStringifySearch({ from, to, ...filters })
  return (
    <Page
      title={words(tab)}
      area={`${area('analytics')} · ${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: area('analytics'), href: `/publisher/${service.name}/analytics/glance` }]}
      description={words(`${tab}Text`)}
    >
      <RouteTabs
        label={words('tabs')}
        selected={tab}
        tabs={tabs.map((id) => ({
          id,
          label: words(id),
          href: `/publisher/${service.name}/analytics/${id}${kept}`,
        }))}
      />
      <AnalyticsContext value={view}>
        <AnalyticsFilters />
        <Outlet />
      </AnalyticsContext>
    </Page>
  )
}
