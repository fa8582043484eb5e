import { useCallback } from 'react'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { UsageTotals } from '../../shared/usage/UsageTotals.tsx'
import { callsChart } from '../../shared/usage/usage-charts.ts'
import styles from './analytics.module.css'
import { filterNames } from './analytics-search.ts'
import { TopList } from './TopList.tsx'
import { UsageChart } from './UsageChart.tsx'
import { useUsageSummary } from './use-analytics.ts'
import { useAnalyticsHref } from './use-analytics-href.ts'

/** Totals, the course of calls, and the five in front of each kind. */
export function GlancePage() {
  const summary = useUsageSummary()
  const hrefOf = useAnalyticsHref()
  const toCalls = useCallback(
    (outcome: string | undefined) => hrefOf('requests', outcome === undefined ? {} : { outcome }),
    [hrefOf],
  )
  if (summary.data === undefined && summary.error !== null) {
    return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
  }
  return (
    <>
      <UsageTotals summary={summary.data} hrefOf={toCalls} />
      <UsageChart title="calls" draw={callsChart} />
      <div className={styles.tops}>
        {filterNames.map((kind) => (
          <TopList key={kind} kind={kind} />
        ))}
      </div>
    </>
  )
}
