import { AppError, noSpread, noUsage, type UsageSummary } from '@sluice/contracts'
import type { UsageResult, UsageResultRow } from '@sluice/platform'
import { addRows } from './add-rows.ts'
import { toPercentiles } from './percentiles.ts'
import type { ReportCall } from './read-report.ts'
import type { DimensionFilter } from './report-filter.ts'
import { readInterval, readTime, toDuration } from './time-range.ts'
import { toUsageRow } from './usage-row.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const mostIntervals = 2000

/** Longest range, and the interval that it is shown by, so that a chart has some tens to some hundreds of points. */
const defaultIntervals = [
  [2 * hourMs, 1],
  [12 * hourMs, 5],
  [2 * dayMs, 15],
  [14 * dayMs, 60],
  [Number.POSITIVE_INFINITY, 1440],
] as const

/**
 * Calls of a time (`from`, `to`; default: the last 24 hours) and selection (`api`, `operation`, `product`, `user`,
 * `subscription`), against the time of equal length before it.
 * @throws AppError `InvalidQueryParameter`
 */
export async function readUsageSummary(call: ReportCall): Promise<UsageSummary> {
  const { environment, service, url, confinedTo } = call
  const query = url.searchParams
  const to = readTime(query, 'to') ?? environment.clock.now() + 1
  const from = readTime(query, 'from') ?? to - dayMs
  if (from >= to) throw new AppError('InvalidQueryParameter', { name: 'to', reason: 'the time ends before it begins.' })
  const asked = readInterval(query, 1) ?? intervalFor(to - from)
  if ((to - from) / minuteMs / asked > mostIntervals) {
    throw new AppError('InvalidQueryParameter', {
      name: 'interval',
      reason: `the time has more than ${mostIntervals} of ${toDuration(asked)}.`,
    })
  }
  const where = { ...readWhere(query), ...(confinedTo === undefined ? {} : { user: confinedTo }) }
  const read = (begin: number, end: number, intervalMinutes: number) =>
    environment.usage.read({
      service: service.name.toLowerCase(),
      from: begin,
      to: end,
      where,
      intervalMinutes,
      hasSpread: true,
    })
  const now = await readAligned(read, from, to, asked)
  const { intervalMinutes } = now
  const before = await read(now.from - (now.to - now.from), now.from, intervalMinutes)
  const rows = fillGaps(now, now)
  // Of the time before only longer intervals may be kept, which cannot be laid beside those of now.
  const isComparable = before.intervalMinutes === intervalMinutes
  const rowsBefore = isComparable
    ? fillGaps(before, { from: now.from - (now.to - now.from), to: now.from, intervalMinutes })
    : []
  const total = addRows(rows)
  const toSeries = (row: UsageResultRow) => ({ timestamp: toTimestamp(row.at), ...toUsageRow(row.sums) })
  return {
    from: toTimestamp(now.from),
    to: toTimestamp(now.to),
    interval: toDuration(intervalMinutes),
    total: toUsageRow(total.sums),
    before: toUsageRow(addRows(before.rows).sums),
    series: rows.map(toSeries),
    beforeSeries: rowsBefore.map(toSeries),
    statuses: toStatuses(total.spread.statuses),
    percentiles: toTimePercentiles(total),
    percentileSeries: rows.map((row) => ({ timestamp: toTimestamp(row.at), ...toTimePercentiles(row) })),
  }
}

type Read = (from: number, to: number, intervalMinutes: number) => Promise<UsageResult>
interface AlignedResult extends Omit<UsageResult, 'intervalMinutes'> {
  readonly intervalMinutes: number
}

/** The range widened to whole intervals, which are longer than asked for where only longer ones are kept. */
async function readAligned(read: Read, from: number, to: number, asked: number): Promise<AlignedResult> {
  let interval = asked
  for (;;) {
    const length = interval * minuteMs
    const [begin, end] = [Math.floor(from / length) * length, Math.ceil(to / length) * length]
    const result = await read(begin, end, interval)
    const { intervalMinutes = interval } = result
    // Longer intervals begin elsewhere: the range is widened to them.
    if (intervalMinutes === interval) return { ...result, from: begin, to: end, intervalMinutes }
    interval = intervalMinutes
  }
}

function intervalFor(lengthMs: number): number {
  const [, minutes] = defaultIntervals.find(([longest]) => lengthMs <= longest) ?? defaultIntervals[4]
  return minutes
}

function readWhere(query: URLSearchParams): DimensionFilter {
  const where: { -readonly [Name in keyof DimensionFilter]: string | null } = {}
  for (const name of ['api', 'operation', 'product', 'subscription', 'user'] as const) {
    const value = query.get(name)
    if (value !== null && value !== '') where[name] = value === '-' ? null : value.toLowerCase()
  }
  return where
}

interface Intervals {
  readonly from: number
  readonly to: number
  readonly intervalMinutes: number
}

/** One row for each interval, in order. */
function fillGaps({ rows }: Pick<UsageResult, 'rows'>, { from, to, intervalMinutes }: Intervals): UsageResultRow[] {
  const rowsByTime = new Map(rows.map((row) => [row.at, row]))
  const length = intervalMinutes * minuteMs
  return Array.from({ length: (to - from) / length }, (_, index) => {
    const at = from + index * length
    return rowsByTime.get(at) ?? { dimensions: {}, at, sums: noUsage, spread: noSpread }
  })
}

const toTimestamp = (time: number) => new Date(time).toISOString()

const toTimePercentiles = ({ spread }: Pick<UsageResultRow, 'spread'>) => ({
  api: toPercentiles(spread.api),
  service: toPercentiles(spread.service),
})

function toStatuses(counts: readonly number[]): UsageSummary['statuses'] {
  const statuses: UsageSummary['statuses'] = []
  for (let index = 0; index < counts.length; index += 2) {
    statuses.push({ status: counts[index] ?? 0, calls: counts[index + 1] ?? 0 })
  }
  return statuses
}
