import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ChartPanel } from '../../shared/ui/chart/ChartPanel.tsx'
import type { BarsModel } from '../../shared/ui/chart/chart-model.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import usageStyles from '../../shared/usage/usage.module.css'
import { bandwidthChart, callsChart } from '../../shared/usage/usage-charts.ts'
import { useUsageWords } from '../../shared/usage/usage-words.ts'
import { analyticsWords, noneWords } from './analytics-words.ts'
import { KindTabs } from './KindTabs.tsx'
import { RegionTable } from './RegionTable.tsx'
import { nameOfRow, type ReportPage } from './report.ts'
import { UsageChart } from './UsageChart.tsx'
import { useReport } from './use-analytics.ts'

const route = getRouteApi('/publisher/$service/analytics/usage')
const shown = 10

/** Calls and bytes over time, and by whom and what. */
export function UsagePage() {
  const { by = 'api' } = route.useSearch()
  const words = useWords(analyticsWords)
  const usage = useUsageWords()
  const formats = useFormats()
  const byCalls = useReport(by, { top: shown })
  const byBytes = useReport(by, { top: shown, orderBy: 'bandwidth desc' })
  const none = words(noneWords[by])
  const titleOf = (measure: 'calls' | 'bandwidth') =>
    words('byKind', { measure: usage(measure), kind: words(`${by}Lower`) })
  const [callsTitle, bytesTitle] = [titleOf('calls'), titleOf('bandwidth')]
  const calls = useMemo(
    () =>
      byCalls.data &&
      toBars(byCalls.data, { title: callsTitle, measure: usage('calls') }, (row) => nameOfRow(by, row) ?? none, [
        { name: usage('success'), tone: 'done', of: (row) => row.callCountSuccess },
        { name: usage('blocked'), tone: 'warning', of: (row) => row.callCountBlocked },
        { name: usage('failed'), tone: 'failed', of: (row) => row.callCountFailed },
        { name: usage('other'), tone: 'quiet', of: (row) => row.callCountOther },
      ]),
    [byCalls.data, by, none, usage, callsTitle],
  )
  const bytes = useMemo(() => {
    if (byBytes.data === undefined) return undefined
    const model = toBars(
      byBytes.data,
      { title: bytesTitle, measure: usage('bandwidth') },
      (row) => nameOfRow(by, row) ?? none,
      [{ name: usage('bandwidth'), of: (row) => row.bandwidth }],
    )
    return { ...model, y: { ...model.y, kind: 'bytes' as const } }
  }, [byBytes.data, by, none, usage, bytesTitle])
  const height = (model: BarsModel | undefined) => 90 + 30 * Math.max(3, model?.categories.length ?? 5)
  const emptyOf = (model: BarsModel | undefined) => (model?.categories.length === 0 ? { empty: usage('noCalls') } : {})
  return (
    <>
      <div className={usageStyles.charts}>
        <UsageChart title="calls" draw={callsChart} />
        <UsageChart title="bandwidth" draw={bandwidthChart} />
      </div>
      <KindTabs selected={by} />
      <div className={usageStyles.charts}>
        <ChartPanel
          title={callsTitle}
          model={calls}
          height={height(calls)}
          error={byCalls.error}
          onRetry={() => void byCalls.refetch()}
          {...emptyOf(calls)}
        />
        <ChartPanel
          title={bytesTitle}
          model={bytes}
          height={height(bytes)}
          error={byBytes.error}
          onRetry={() => void byBytes.refetch()}
          {...emptyOf(bytes)}
        />
      </div>
      <Section title={words('regions')} description={words('regionsText')}>
        <RegionTable formats={formats} />
      </Section>
    </>
  )
}

type Row = ReportPage['value'][number]

function toBars(
  report: ReportPage,
  { title, measure }: { readonly title: string; readonly measure: string },
  nameOf: (row: Row) => string,
  parts: readonly (Omit<BarsModel['series'][number], 'values'> & { readonly of: (row: Row) => number })[],
): BarsModel {
  return {
    kind: 'bars',
    isLying: true,
    isStacked: parts.length > 1,
    title,
    x: { name: '' },
    y: { name: measure, min: 0 },
    categories: report.value.map(nameOf),
    series: parts.map(({ of, ...named }) => ({ ...named, values: report.value.map(of) })),
  }
}
