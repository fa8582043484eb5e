import type { Formats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import table from '../../shared/ui/table/DataTable.module.css'
import { latencyText } from '../../shared/usage/latency-text.ts'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import styles from './analytics.module.css'
import { analyticsWords } from './analytics-words.ts'
import { useReport } from './use-analytics.ts'

/** Calls by where their gateway is: from where they came nobody can tell by an address alone. */
export function RegionTable({ formats }: { readonly formats: Formats }) {
  const words = useWords(analyticsWords)
  const usage = useUsageWords()
  const report = useReport('region', { top: 50 })
  if (report.data === undefined) {
    return report.error === null ? (
      <Loading lines={2} />
    ) : (
      <ErrorState error={report.error} onRetry={() => void report.refetch()} />
    )
  }
  if (report.data.value.length === 0) return <p className={styles.quiet}>{usage('noCalls')}</p>
  return (
    <table className={table.table} aria-label={words('regions')}>
      <thead>
        <tr>
          <th scope="col">{words('region')}</th>
          {[usage('calls'), usage('bandwidth'), words('averageTime')].map((header) => (
            <th key={header} scope="col" className={table.numeric}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.data.value.map((row) => (
          <tr key={row.region ?? row.apiRegion ?? ''}>
            <td translate="no">{row.region ?? row.apiRegion ?? '–'}</td>
            <td className={table.numeric}>{formats.number(row.callCountTotal)}</td>
            <td className={table.numeric}>{formats.bytes(row.bandwidth)}</td>
            <td className={table.numeric}>{latencyText(row.apiTimeAvg, formats)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
