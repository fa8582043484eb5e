import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import table from '../../shared/ui/table/DataTable.module.css'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import styles from './analytics.module.css'
import type { FilterName } from './analytics-search.ts'
import { analyticsWords } from './analytics-words.ts'
import { RowName } from './RowName.tsx'
import { filterOfRow } from './report.ts'
import { useReport } from './use-analytics.ts'
import { useAnalyticsHref } from './use-analytics-href.ts'

const top = 5
const titles = {
  api: 'topApis',
  operation: 'topOperations',
  product: 'topProducts',
  subscription: 'topSubscriptions',
  user: 'topUsers',
} as const

/** The five with most calls. */
export function TopList({ kind }: { readonly kind: FilterName }) {
  const words = useWords(analyticsWords)
  const usage = useUsageWords()
  const { number } = useFormats()
  const hrefOf = useAnalyticsHref()
  const report = useReport(kind, { top })
  const title = words(titles[kind])
  const rows = report.data?.value ?? []
  return (
    <Section title={title} actions={<TextLink href={hrefOf('activity', { by: kind })}>{words('all')}</TextLink>}>
      <div className={styles.top}>
        {report.data === undefined &&
          (report.error === null ? (
            <Loading lines={top} />
          ) : (
            <ErrorState error={report.error} onRetry={() => void report.refetch()} />
          ))}
        {report.data !== undefined && rows.length === 0 && <p className={styles.quiet}>{usage('noCalls')}</p>}
        {rows.length > 0 && (
          <table className={table.table} aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{words(kind)}</th>
                <th scope="col" className={table.numeric}>
                  {usage('calls')}
                </th>
                <th scope="col" className={table.numeric}>
                  {usage('failed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={JSON.stringify(filterOfRow(kind, row) ?? null)}>
                  <td>
                    <RowName kind={kind} row={row} />
                  </td>
                  <td className={table.numeric}>{number(row.callCountTotal)}</td>
                  <td className={table.numeric}>{number(row.callCountFailed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Section>
  )
}
