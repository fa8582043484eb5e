import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { toRangeSearch } from '../../shared/usage/time-range.ts'
import { UsageTotals } from '../../shared/usage/UsageTotals.tsx'
import { callsChart } from '../../shared/usage/usage-charts.ts'
import { useTimeRange } from '../../shared/usage/use-time-range.ts'
import { UsageChart } from '../analytics/UsageChart.tsx'
import { AnalyticsContext, useUsageSummary } from '../analytics/use-analytics.ts'
import { dashboardWords } from './dashboard-words.ts'

const lastDay = { from: 'P1D', to: undefined }
const allCalls = {}

/** The calls of the last 24 hours; each number leads to the list behind it. */
export function CallsOfTheDay() {
  const range = useTimeRange(lastDay)
  const view = useMemo(() => ({ range, filters: allCalls }), [range])
  const words = useWords(dashboardWords)
  const { name } = useService()
  return (
    <Section
      title={words('calls')}
      actions={<TextLink href={`/publisher/${name}/analytics/glance`}>{words('allCalls')}</TextLink>}
    >
      <AnalyticsContext value={view}>
        <Calls service={name} />
      </AnalyticsContext>
    </Section>
  )
}

function Calls({ service }: { readonly service: string }) {
  const summary = useUsageSummary()
  const navigate = useNavigate()
  const toCalls = useCallback(
    (outcome: string | undefined) =>
      `/publisher/${service}/analytics/requests${outcome === undefined ? '' : `?outcome=${outcome}`}`,
    [service],
  )
  const show = useCallback(
    ([from, to]: readonly [number, number]) =>
      void navigate({
        to: '/publisher/$service/analytics/glance',
        params: { service },
        search: toRangeSearch(from, to),
      }),
    [navigate, service],
  )
  if (summary.data === undefined && summary.error !== null) {
    return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
  }
  return (
    <>
      <UsageTotals summary={summary.data} hrefOf={toCalls} />
      <UsageChart title="calls" draw={callsChart} height={160} onRange={show} />
    </>
  )
}
