/** What is known of each column from the values that are there. */
export interface Standard {
  readonly means: Float64Array
  /** Population deviations; 1 where a column is constant. */
  readonly scales: Float64Array
  readonly minimums: Float64Array
  readonly maximums: Float64Array
}

/** @param columns NaN = missing; each has a value */
export function measureColumns(columns: readonly Float64Array[]): Standard {
  const [means, scales, minimums, maximums] = Array.from({ length: 4 }, () => new Float64Array(columns.length))
  for (const [index, column] of columns.entries()) {
    let count = 0
    let mean = 0
    let squares = 0
    let minimum = Number.POSITIVE_INFINITY
    let maximum = Number.NEGATIVE_INFINITY
    for (const value of column) {
      if (Number.isNaN(value)) continue
      count += 1
      const delta = value - mean
      mean += delta / count
      squares += delta * (value - mean)
      minimum = Math.min(minimum, value)
      maximum = Math.max(maximum, value)
    }
    const deviation = Math.sqrt(squares / count)
    ;(means as Float64Array)[index] = mean
    ;(scales as Float64Array)[index] = deviation > 0 ? deviation : 1
    ;(minimums as Float64Array)[index] = minimum
    ;(maximums as Float64Array)[index] = maximum
  }
  return { means, scales, minimums, maximums } as Standard
}

/** Columns with mean 0 and deviation 1; NaN stays. */
export const standardise = (columns: readonly Float64Array[], { means, scales }: Standard): Float64Array[] =>
  columns.map((column, index) => column.map((value) => (value - (means[index] as number)) / (scales[index] as number)))

/**
 * The columns with what was missing filled from standardised ones. A filled value keeps within what was seen, so that no
 * age becomes negative.
 */
export function fillMissing(
  columns: readonly Float64Array[],
  filled: readonly Float64Array[],
  { means, scales, minimums, maximums }: Standard,
): Float64Array[] {
  return columns.map((column, index) =>
    column.map((value, row) => {
      if (!Number.isNaN(value)) return value
      const estimate =
        (means[index] as number) + ((filled[index] as Float64Array)[row] as number) * (scales[index] as number)
      return Math.min(Math.max(estimate, minimums[index] as number), maximums[index] as number)
    }),
  )
}
