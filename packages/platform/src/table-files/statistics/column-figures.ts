import type { ColumnType } from '@sluice/contracts'
import { type Column, isMissing } from '@sluice/dataflow'
import type { HistogramBin } from './column-statistics.ts'

/** Of more different values than this a column's are not counted one by one in memory. */
export const maxCounted = 50_000

export type Counted = number | string | bigint

/** What is found out of a column while its cells go by once. */
export interface ColumnFigures {
  readonly rowCount: number
  readonly count: number
  readonly min: Counted | undefined
  readonly max: Counted | undefined
  readonly mean: number
  /** Sum of the squared distances from the mean. */
  readonly squares: number
  /** How often each value stands there; undefined when there are too many different ones. */
  readonly counts: ReadonlyMap<Counted, number> | undefined
  /** Rows of the column, one after another. */
  see(column: Column): void
  /** One value in so many rows. */
  add(value: Counted, times: number): void
  seeMissing(times: number): void
}

export function createColumnFigures(type: ColumnType): ColumnFigures {
  let rowCount = 0
  let count = 0
  let min: Counted | undefined
  let max: Counted | undefined
  let mean = 0
  let squares = 0
  let counts: Map<Counted, number> | undefined = new Map()
  const isText = type === 'String'

  const add = (value: Counted, times: number) => {
    if (times === 0) return
    rowCount += times
    // NaN is no value that could be compared or averaged.
    if (Number.isNaN(value)) return
    count += times
    if (min === undefined || value < min) min = value
    if (max === undefined || value > max) max = value
    if (!isText) {
      const number = Number(value)
      const distance = number - mean
      mean += (distance * times) / count
      squares += distance * (number - mean) * times
    }
    if (counts === undefined) return
    // A zero with a sign is the same value.
    const key = value === 0 ? 0 : value
    counts.set(key, (counts.get(key) ?? 0) + times)
    if (counts.size > maxCounted) counts = undefined
  }
  return {
    get rowCount() {
      return rowCount
    },
    get count() {
      return count
    },
    get min() {
      return min
    },
    get max() {
      return max
    },
    get mean() {
      return mean
    },
    get squares() {
      return squares
    },
    get counts() {
      return counts
    },
    see({ values, missing }) {
      for (let row = 0; row < values.length; row += 1) {
        if (isMissing(missing, row)) rowCount += 1
        else add(values[row] as Counted, 1)
      }
    },
    add,
    seeMissing(times) {
      rowCount += times
    },
  }
}

/** The most frequent values, of those with one count the smaller first. */
export function topOf(
  counts: ReadonlyMap<Counted, number>,
  length: number,
): { readonly value: Counted; readonly count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, length)
}

/** The middle of all values, or between the two in the middle. */
export function medianOf(counts: ReadonlyMap<Counted, number>, count: number): number | undefined {
  const sorted = [...counts].map(([value, times]) => [Number(value), times] as const).sort((a, b) => a[0] - b[0])
  const at = (rank: number): number => {
    let before = 0
    for (const [value, times] of sorted) {
      before += times
      if (rank < before) return value
    }
    throw new RangeError(`There are only ${before} values.`)
  }
  return count === 0 ? undefined : middleOf(at((count - 1) >> 1), at(count >> 1))
}

/** Between two values, also where their sum is beyond all numbers. */
export const middleOf = (low: number, high: number): number => (low === high ? low : low / 2 + high / 2)

/** Counts values in bins of one width. */
export interface Histogram {
  add(value: number, times: number): void
  readonly bins: readonly HistogramBin[]
}

export function createHistogram(min: number, max: number, binCount: number): Histogram {
  const length = min === max ? 1 : binCount
  const width = max / length - min / length
  const counts = new Float64Array(length)
  return {
    add(value, times) {
      if (value < min || value > max) return
      const index = width > 0 ? Math.min(length - 1, Math.floor((value - min) / width)) : 0
      counts[index] = (counts[index] as number) + times
    },
    get bins() {
      return Array.from(counts, (count, index) => ({
        from: min + width * index,
        to: index === length - 1 ? max : min + width * (index + 1),
        count,
      }))
    },
  }
}
