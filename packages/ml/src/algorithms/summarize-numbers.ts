import { exactSum, meanOf, modeOf, quantileOf } from './column-statistics.ts'

/** Percentiles that a summary has, beside the quartiles. */
export const percentiles = [0.5, 1, 5, 95, 99.5] as const

/** Statistics of some values; NaN where there are too few. */
export interface NumberSummary {
  readonly uniqueCount: number
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

/** @param sorted ascending, without NaN */
export function summarizeNumbers(sorted: Float64Array): NumberSummary {
  const count = sorted.length
  const minimum = sorted[0] ?? Number.NaN
  const maximum = sorted[count - 1] ?? Number.NaN
  const range = maximum - minimum
  const mean = range === 0 ? minimum : meanOf(sorted)
  const moment = (power: number) => exactSum(sorted.map((value) => (value - mean) ** power)) / count
  const second = moment(2)
  const variance = count > 1 ? (second * count) / (count - 1) : Number.NaN
  return {
    uniqueCount: sorted.reduce(
      (unique, value, index) => (index > 0 && value === sorted[index - 1] ? unique : unique + 1),
      0,
    ),
    minimum,
    maximum,
    mean,
    meanDeviation: exactSum(sorted.map((value) => Math.abs(value - mean))) / count,
    firstQuartile: quantileOf(sorted, 0.25),
    median: quantileOf(sorted, 0.5),
    thirdQuartile: quantileOf(sorted, 0.75),
    mode: modeOf(sorted),
    range,
    variance,
    standardDeviation: Math.sqrt(variance),
    skewness: count > 2 ? (Math.sqrt(count * (count - 1)) / (count - 2)) * (moment(3) / second ** 1.5) : Number.NaN,
    kurtosis:
      count > 3
        ? ((count - 1) / ((count - 2) * (count - 3))) * (((count + 1) * moment(4)) / second ** 2 - 3 * (count - 1))
        : Number.NaN,
    percentiles: percentiles.map((percent) => quantileOf(sorted, percent / 100)),
  }
}
