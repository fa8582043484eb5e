import { exactSum, modeOf, quantileBetween, type ValueCounts } from './column-statistics.ts'

/** Percentiles that a summary has, beside the quartiles. */
export const percentiles = [0.5, 1, 5, 95, 99.5] as const

/** Statistics of some values; NaN where there are too few. */
export interface NumberSummary {
  readonly uniqueCount: number
  readonly count: number
  readonly minimum: number
  readonly maximum: number
  readonly mean: number
  /** Mean distance from the mean. */
  readonly meanDeviation: number
  readonly firstQuartile: number
  readonly median: number
  readonly thirdQuartile: number
  readonly mode: number
  readonly range: number
  /** Divided by n − 1. */
  readonly variance: number
  readonly standardDeviation: number
  /** Corrected for bias. */
  readonly skewness: number
  /** Excess over the normal distribution, corrected for bias. */
  readonly kurtosis: number
  /** In the order of `percentiles`. */
  readonly percentiles: readonly number[]
}

export function summarizeNumbers(all: ValueCounts): NumberSummary {
  const { values, counts } = all
  const count = counts.reduce((sum, times) => sum + times, 0)
  const minimum = values[0] ?? Number.NaN
  const maximum = values[values.length - 1] ?? Number.NaN
  /** Of what becomes of each value, taken as often as it stands there. */
  const average = (of: (value: number) => number) =>
    exactSum(values.map((value, index) => of(value) * (counts[index] as number))) / count
  const mean = values.length === 1 ? minimum : average((value) => value)
  const moment = (power: number) => average((value) => (value - mean) ** power)
  const second = moment(2)
  const variance = count > 1 ? (second * count) / (count - 1) : Number.NaN
  const valueAt = placeFinder(all)
  const quantile = (share: number) => quantileBetween(count, share, valueAt)
  return {
    uniqueCount: values.length,
    count,
    minimum,
    maximum,
    mean,
    meanDeviation: average((value) => Math.abs(value - mean)),
    firstQuartile: quantile(0.25),
    median: quantile(0.5),
    thirdQuartile: quantile(0.75),
    mode: modeOf(all),
    range: maximum - minimum,
    variance,
    standardDeviation: Math.sqrt(variance),
    skewness: count > 2 ? (Math.sqrt(count * (count - 1)) / (count - 2)) * (moment(3) / second ** 1.5) : Number.NaN,
    kurtosis:
      count > 3
        ? ((count - 1) / ((count - 2) * (count - 3))) * (((count + 1) * moment(4)) / second ** 2 - 3 * (count - 1))
        : Number.NaN,
    percentiles: percentiles.map((percent) => quantile(percent / 100)),
  }
}

/** The value at a place among all values in ascending order. */
function placeFinder({ values, counts }: ValueCounts): (place: number) => number {
  const ends = new Float64Array(counts.length)
  let end = 0
  for (const [index, times] of counts.entries()) {
    end += times
    ends[index] = end
  }
  return (place) => {
    let low = 0
    let high = ends.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ends[middle] as number) > place) high = middle
      else low = middle + 1
    }
    return values[low] as number
  }
}
