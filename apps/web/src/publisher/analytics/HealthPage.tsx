import styles from '../../shared/usage/usage.module.css'
import {
  cacheChart,
  outcomesChart,
  percentilesChart,
  statusesChart,
  waitingChart,
} from '../../shared/usage/usage-charts.ts'
import { UsageChart } from './UsageChart.tsx'

/** How calls end, how long they take, and where the time goes. */
export function HealthPage() {
  return (
    <div className={styles.charts}>
      <UsageChart title="outcomes" draw={outcomesChart} />
      <UsageChart title="statuses" draw={statusesChart} />
      <UsageChart title="percentiles" draw={percentilesChart} />
      <UsageChart title="waiting" draw={waitingChart} />
      <UsageChart title="cacheShare" draw={cacheChart} />
    </div>
  )
}
