import type { LatencySummary, UsageCell, UsageDimensions } from '@sluice/contracts/usage'
import { addCounts } from '@sluice/contracts/usage-sums'

/** Cells that agree in all dimensions, added up; in the order in which each was met first. */
export function mergeCells(cells: Iterable<UsageCell>): UsageCell[] {
  const merged = new Map<string, UsageCell>()
  for (const cell of cells) {
    const key = `${cell.minute}\n${keyOf(cell)}`
    const before = merged.get(key)
    merged.set(key, before === undefined ? cell : addCells(before, cell))
  }
  return [...merged.values()]
}

/** Equal for those that agree. */
export const keyOf = (cell: UsageDimensions): string =>
  `${cell.service}\n${cell.api ?? ''}\n${cell.operation ?? ''}\n${cell.product ?? ''}\n${cell.subscription ?? ''}\n${cell.user ?? ''}\n${cell.backend ?? ''}\n${cell.status}\n${cell.cache}`

/** Sums of both, with the dimensions and the minute of the first. */
export const addCells = (first: UsageCell, second: UsageCell): UsageCell => ({
  ...first,
  calls: first.calls + second.calls,
  bytesIn: first.bytesIn + second.bytesIn,
  bytesOut: first.bytesOut + second.bytesOut,
  apiTime: addSummaries(first.apiTime, second.apiTime),
  serviceTime: addSummaries(first.serviceTime, second.serviceTime),
})

function addSummaries(first: LatencySummary, second: LatencySummary): LatencySummary {
  if (second.count === 0) return first
  if (first.count === 0) return second
  return {
    count: first.count + second.count,
    sum: first.sum + second.sum,
    min: Math.min(first.min, second.min),
    max: Math.max(first.max, second.max),
    buckets: addCounts(first.buckets, second.buckets),
  }
}
