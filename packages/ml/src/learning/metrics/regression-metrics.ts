/**
 * How far predictions are from labels, by the names that the studio shows; NaN where one is not defined.
 * Negative Log Likelihood is infinite, as these models give no distribution.
 */
export function regressionMetrics(labels: Float64Array, predictions: Float64Array): Readonly<Record<string, number>> {
  const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length
  let [absolute, squared, absoluteSpread, squaredSpread] = [0, 0, 0, 0]
  for (let row = 0; row < labels.length; row += 1) {
    const error = (labels[row] as number) - (predictions[row] as number)
    const distance = (labels[row] as number) - mean
    absolute += Math.abs(error)
    squared += error * error
    absoluteSpread += Math.abs(distance)
    squaredSpread += distance * distance
  }
  return {
    'Negative Log Likelihood': Number.POSITIVE_INFINITY,
    'Mean Absolute Error': absolute / labels.length,
    'Root Mean Squared Error': Math.sqrt(squared / labels.length),
    'Relative Absolute Error': absolute / absoluteSpread,
    'Relative Squared Error': squared / squaredSpread,
    'Coefficient of Determination': 1 - squared / squaredSpread,
  }
}

export interface HistogramBin {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Equal widths from the smallest to the largest value. */
export function histogram(values: Float64Array, binCount = 20): HistogramBin[] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    lowest = Math.min(lowest, value)
    highest = Math.max(highest, value)
  }
  const width = (highest - lowest) / binCount
  if (!(width > 0)) return [{ from: lowest, to: highest, count: values.length }]
  const counts = new Float64Array(binCount)
  for (const value of values) {
    const bin = Math.min(binCount - 1, Math.floor((value - lowest) / width))
    counts[bin] = (counts[bin] as number) + 1
  }
  return Array.from(counts, (count, bin) => ({
    from: lowest + bin * width,
    to: bin === binCount - 1 ? highest : lowest + (bin + 1) * width,
    count,
  }))
}
