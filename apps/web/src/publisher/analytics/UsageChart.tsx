import type { UsageSummary } from '@sluice/contracts'
import { useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { ChartPanel } from '../../shared/ui/chart/ChartPanel.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import type { ChartRange } from '../../shared/ui/chart/chart-range.ts'
import type { ChartPen } from '../../shared/usage/usage-charts.ts'
import { type UsageWords, useUsageWords } from '../../shared/usage/usage-words.ts'
import { useRangeChoice, useUsageSummary } from './use-analytics.ts'

/** A chart of the sums of the time that is chosen; a part of it can be marked, and is then the time of all pages. */
export function UsageChart({
  title,
  draw,
  height = 240,
  onRange,
}: {
  readonly title: Parameters<UsageWords>[0]
  readonly draw: (summary: UsageSummary, pen: ChartPen) => ChartModel
  readonly height?: number
  /** What is done with a part that was marked; default: it becomes the time of all pages. */
  readonly onRange?: (range: ChartRange) => void
}) {
  const words = useUsageWords()
  const formats = useFormats()
  const summary = useUsageSummary()
  const choose = useRangeChoice()
  const { data } = summary
  const model = useMemo(() => data && draw(data, { words, formats }), [data, draw, words, formats])
  const hasTimes = model !== undefined && ('spans' in model || (model.kind === 'lines' && model.x.kind === 'time'))
  return (
    <ChartPanel
      title={words(title)}
      model={model}
      height={height}
      error={summary.error}
      onRetry={() => void summary.refetch()}
      {...(data?.total.callCountTotal === 0 ? { empty: words('noCalls') } : {})}
      {...(hasTimes ? { onRange: onRange ?? choose } : {})}
    />
  )
}
