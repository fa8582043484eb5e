import type { FeatureMatrix } from '../../learning/feature-matrix.ts'

export interface ColumnMoments {
  readonly totalWeight: number
  readonly means: Float64Array
  /** Weighted mean of the squared distance to the mean; 0 for a constant column. */
  readonly variances: Float64Array
}

/** Mean and variance of each column, zeros of sparse ones counted. */
export function columnMoments(matrix: FeatureMatrix, weights: Float64Array | undefined): ColumnMoments {
  const { rowCount, columnCount, dense, sparse } = matrix
  const means = new Float64Array(columnCount)
  const variances = new Float64Array(columnCount)
  const totalWeight = weights === undefined ? rowCount : weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, column] of dense.entries()) {
    const mean = weightedSum(column, weights) / totalWeight
    let squares = 0
    let rest = 0
    for (let row = 0; row < rowCount; row += 1) {
      const weight = weights === undefined ? 1 : (weights[row] as number)
      const distance = (column[row] as number) - mean
      squares += weight * distance * distance
      rest += weight * distance
    }
    // The mean is not exact for large numbers; what is left over corrects both.
    const correction = rest / totalWeight
    means[index] = mean + correction
    variances[index] = cleanVariance(squares / totalWeight - correction * correction, mean)
  }
  if (sparse === undefined) return { totalWeight, means, variances }
  const squares = new Float64Array(columnCount)
  for (let row = 0; row < rowCount; row += 1) {
    const weight = weights === undefined ? 1 : (weights[row] as number)
    for (let at = sparse.rowStarts[row] as number; at < (sparse.rowStarts[row + 1] as number); at += 1) {
      const column = (sparse.columnIndexes[at] as number) + dense.length
      const value = sparse.values[at] as number
      means[column] = (means[column] as number) + weight * value
      squares[column] = (squares[column] as number) + weight * value * value
    }
  }
  for (let column = dense.length; column < columnCount; column += 1) {
    const mean = (means[column] as number) / totalWeight
    means[column] = mean
    variances[column] = cleanVariance((squares[column] as number) / totalWeight - mean * mean, mean)
  }
  return { totalWeight, means, variances }
}

function weightedSum(column: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0
  if (weights === undefined) for (let row = 0; row < column.length; row += 1) sum += column[row] as number
  else for (let row = 0; row < column.length; row += 1) sum += (weights[row] as number) * (column[row] as number)
  return sum
}

/** What is only rounding counts as constant. */
const cleanVariance = (variance: number, mean: number): number => (variance > 1e-20 * mean * mean ? variance : 0)
