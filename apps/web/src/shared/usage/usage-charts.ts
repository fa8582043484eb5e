import type { UsageRow, UsageSummary } from '@sluice/contracts'
import type { Formats } from '../languages/formats.ts'
import type { BarsModel, ChartAxis, LinesModel } from '../ui/chart/chart-model.ts'
import { changeText } from './change-text.ts'
import { latencyText } from './latency-text.ts'
import type { UsageWords } from './usage-words.ts'

/** What words and numbers of a chart are written with. */
export interface ChartPen {
  readonly words: UsageWords
  readonly formats: Formats
}

type Series = UsageSummary['series']
type Timed = { readonly timestamp: string }

const timeAxis = ({ words }: ChartPen): ChartAxis => ({ name: words('time'), kind: 'time' })
const at = ({ timestamp }: Timed): number => Date.parse(timestamp)

/** How long a point of the series stands for. */
const stepOf = ({ from, to, series }: Pick<UsageSummary, 'from' | 'to' | 'series'>): number =>
  series.length === 0 ? 0 : (Date.parse(to) - Date.parse(from)) / series.length

const moments = ({ from, to }: UsageSummary, { formats }: ChartPen) => ({
  from: formats.moment(from),
  to: formats.moment(to),
})

/** A measure of each step, over that of the step as long before. */
function overBefore(
  { series, beforeSeries }: UsageSummary,
  name: string,
  { words }: ChartPen,
  measure: (row: UsageRow) => number,
): LinesModel['series'] {
  return [
    { name, points: series.map((row) => [at(row), measure(row)] as const) },
    {
      name: words('before'),
      isReference: true,
      points: beforeSeries.flatMap((row, index) => {
        const now = series[index]
        return now === undefined ? [] : [[at(now), measure(row)] as const]
      }),
    },
  ]
}

/** How many calls there were, against the period before. */
export function callsChart(summary: UsageSummary, pen: ChartPen): LinesModel {
  const { words, formats } = pen
  const { total, before, series } = summary
  const most = series.reduce<Series[number] | undefined>(
    (high, row) => (high === undefined || row.callCountTotal > high.callCountTotal ? row : high),
    undefined,
  )
  return {
    kind: 'lines',
    title: words('calls'),
    summary: words('callsSummary', {
      ...moments(summary, pen),
      count: total.callCountTotal,
      number: formats.number(total.callCountTotal),
      change: changeText(total.callCountTotal, before.callCountTotal, pen),
      most: formats.number(most?.callCountTotal ?? 0),
      mostAt: most === undefined ? '' : formats.moment(most.timestamp),
    }),
    x: timeAxis(pen),
    y: { name: words('calls'), min: 0 },
    step: stepOf(summary),
    series: overBefore(summary, words('calls'), pen, (row) => row.callCountTotal),
  }
}

/** How many bytes went both ways. */
export function bandwidthChart(summary: UsageSummary, pen: ChartPen): LinesModel {
  const { words, formats } = pen
  return {
    kind: 'lines',
    title: words('bandwidth'),
    summary: words('bandwidthSummary', {
      ...moments(summary, pen),
      total: formats.bytes(summary.total.bandwidth),
      change: changeText(summary.total.bandwidth, summary.before.bandwidth, pen),
    }),
    x: timeAxis(pen),
    y: { name: words('bandwidth'), kind: 'bytes', min: 0 },
    step: stepOf(summary),
    series: overBefore(summary, words('bandwidth'), pen, (row) => row.bandwidth),
  }
}

/** Bars of steps of time, one part on another. */
function stacked(
  summary: UsageSummary,
  { words, formats }: ChartPen,
  parts: readonly (Omit<BarsModel['series'][number], 'values'> & { readonly of: (row: UsageRow) => number })[],
): Omit<BarsModel, 'title'> {
  const step = stepOf(summary)
  const span = Date.parse(summary.to) - Date.parse(summary.from)
  return {
    kind: 'bars',
    isStacked: true,
    x: { name: words('time') },
    y: { name: words('calls'), min: 0 },
    categories: summary.series.map((row) => formats.tick(new Date(at(row)), span)),
    spans: summary.series.map((row) => [at(row), at(row) + step] as const),
    series: parts.map(({ of, ...named }) => ({ ...named, values: summary.series.map(of) })),
  }
}

/** What became of calls. @see reference: API Management, 4.8 */
export function outcomesChart(summary: UsageSummary, pen: ChartPen): BarsModel {
  const { words, formats } = pen
  const { callCountSuccess, callCountBlocked, callCountFailed, callCountOther } = summary.total
  return {
    ...stacked(summary, pen, [
      { name: words('success'), tone: 'done', of: (row) => row.callCountSuccess },
      { name: words('blocked'), tone: 'warning', of: (row) => row.callCountBlocked },
      { name: words('failed'), tone: 'failed', of: (row) => row.callCountFailed },
      { name: words('other'), tone: 'quiet', of: (row) => row.callCountOther },
    ]),
    title: words('outcomes'),
    summary: words('outcomesSummary', {
      success: formats.number(callCountSuccess),
      blocked: formats.number(callCountBlocked),
      failed: formats.number(callCountFailed),
      other: formats.number(callCountOther),
    }),
  }
}

/** Answers that the cache had, and those that it had not. */
export function cacheChart(summary: UsageSummary, pen: ChartPen): BarsModel {
  const { words, formats } = pen
  return {
    ...stacked(summary, pen, [
      { name: words('cacheHits'), of: (row) => row.cacheHitCount },
      { name: words('cacheMisses'), of: (row) => row.cacheMissCount },
    ]),
    title: words('cacheShare'),
    summary: words('cacheSummary', {
      hits: formats.number(summary.total.cacheHitCount),
      misses: formats.number(summary.total.cacheMissCount),
    }),
  }
}

/** How many calls were answered with each status. */
export function statusesChart({ statuses }: UsageSummary, { words, formats }: ChartPen): BarsModel {
  const most = statuses.reduce((high, one) => (one.calls > high.calls ? one : high), { status: 0, calls: 0 })
  return {
    kind: 'bars',
    title: words('statuses'),
    summary: words('statusesSummary', { calls: formats.number(most.calls), status: most.status }),
    x: { name: words('status') },
    y: { name: words('calls'), min: 0 },
    categories: statuses.map(({ status }) => String(status)),
    series: [{ name: words('calls'), values: statuses.map(({ calls }) => calls) }],
  }
}

/** How long answers take. Steps without a call have no point. */
export function percentilesChart(summary: UsageSummary, { words, formats }: ChartPen): LinesModel {
  const { api } = summary.percentiles
  const write = (ms: number | null) => latencyText(ms ?? 0, formats)
  return {
    kind: 'lines',
    title: words('percentiles'),
    summary:
      api.p50 === null
        ? words('noCalls')
        : words('percentilesSummary', { p50: write(api.p50), p95: write(api.p95), p99: write(api.p99) }),
    x: timeAxis({ words, formats }),
    y: { name: words('time'), unit: 'ms', min: 0 },
    step: stepOf(summary),
    series: (['p50', 'p95', 'p99'] as const).map((name) => ({
      name: words(name),
      points: summary.percentileSeries.flatMap((row) => {
        const value = row.api[name]
        return value === null ? [] : [[at(row), value] as const]
      }),
    })),
  }
}

/** The whole time of calls, and the part of it in which back ends were waited for. */
export function waitingChart(summary: UsageSummary, { words, formats }: ChartPen): LinesModel {
  const { total, series } = summary
  const called = series.filter(({ callCountTotal }) => callCountTotal > 0)
  return {
    kind: 'lines',
    title: words('waiting'),
    summary: words('waitingSummary', {
      api: latencyText(total.apiTimeAvg, formats),
      service: latencyText(total.serviceTimeAvg, formats),
    }),
    x: timeAxis({ words, formats }),
    y: { name: words('average'), unit: 'ms', min: 0 },
    step: stepOf(summary),
    series: [
      { name: words('gatewayTime'), points: called.map((row) => [at(row), row.apiTimeAvg] as const) },
      { name: words('backendTime'), points: called.map((row) => [at(row), row.serviceTimeAvg] as const) },
    ],
  }
}
