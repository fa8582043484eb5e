import type { LatencySummary, UsageCell, UsageDimensions } from '@sluice/contracts/usage'

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
    buckets: addBuckets(first.buckets, second.buckets),
  }
}

/** Both ascend, and so does what comes out. */
function addBuckets(first: readonly number[], second: readonly number[]): number[] {
  const added: number[] = []
  let a = 0
  let b = 0
  while (a < first.length || b < second.length) {
    const bucketOfFirst = first[a] ?? Number.POSITIVE_INFINITY
    const bucketOfSecond = second[b] ?? Number.POSITIVE_INFINITY
    const bucket = Math.min(bucketOfFirst, bucketOfSecond)
    let calls = 0
    if (bucketOfFirst === bucket) {
      calls += first[a + 1] as number
      a += 2
    }
    if (bucketOfSecond === bucket) {
      calls += second[b + 1] as number
      b += 2
    }
    added.push(bucket, calls)
  }
  return added
}
