import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { addProducts, addTransposedProducts } from './feature-products.ts'

/** A least-squares problem over centred and scaled columns; its solution times the scales is that of the columns. */
export interface LeastSquaresProblem {
  readonly matrix: FeatureMatrix
  readonly targets: Float64Array
  readonly weights: Float64Array | undefined
  /** Of the columns; zeros where there is no intercept. */
  readonly means: Float64Array
  readonly targetMean: number
  /** 1 ÷ length of each centred column; 0 for a constant one, which is left out. */
  readonly scales: Float64Array
  readonly l2: number
}

/** Rows that are worked on together: what is computed for them stays in the fastest memory. */
const blockRows = 512

/**
 * Half the slope of `Σ weight·(target - prediction)² + l2·‖coefficients‖²`, downwards, for coefficients of the scaled
 * columns: 0 at the solution.
 * @param hasTargets false: as if all targets were at their mean
 */
export function descentOf(problem: LeastSquaresProblem, scaled: Float64Array, hasTargets: boolean): Float64Array {
  const { matrix, targets, weights, means, targetMean, scales, l2 } = problem
  const coefficients = scaled.map((value, column) => value * (scales[column] as number))
  const shift = coefficients.reduce((sum, value, column) => sum + value * (means[column] as number), 0)
  const descent = new Float64Array(matrix.columnCount)
  const residuals = new Float64Array(blockRows)
  let total = 0
  for (let start = 0; start < matrix.rowCount; start += blockRows) {
    const rows = { start, end: Math.min(matrix.rowCount, start + blockRows) }
    residuals.fill(-shift)
    addProducts(matrix, rows, coefficients, residuals)
    for (let row = start; row < rows.end; row += 1) {
      const target = hasTargets ? (targets[row] as number) - targetMean : 0
      const weight = weights === undefined ? 1 : (weights[row] as number)
      const residual = weight * (target - (residuals[row - start] as number))
      residuals[row - start] = residual
      total += residual
    }
    addTransposedProducts(matrix, rows, residuals, descent)
  }
  for (let column = 0; column < descent.length; column += 1) {
    const slope =
      (descent[column] as number) - (means[column] as number) * total - l2 * (coefficients[column] as number)
    descent[column] = slope * (scales[column] as number)
  }
  return descent
}

/** Inner products of all pairs of scaled columns, plus the penalty: lower triangle, row after row of full length. */
export function gramMatrix(problem: LeastSquaresProblem, signal: AbortSignal): Float64Array {
  const { matrix, weights, means, scales, l2 } = problem
  const { columnCount: size, rowCount, sparse } = matrix
  const denseCount = matrix.dense.length
  const gram = new Float64Array(size * size)
  const block = new Float64Array(blockRows * denseCount)
  let totalWeight = 0
  for (let start = 0; start < rowCount; start += blockRows) {
    signal.throwIfAborted()
    const end = Math.min(rowCount, start + blockRows)
    for (const [column, values] of matrix.dense.entries()) {
      const mean = means[column] as number
      for (let row = start; row < end; row += 1) {
        const weight = weights === undefined ? 1 : Math.sqrt(weights[row] as number)
        block[column * blockRows + row - start] = weight * ((values[row] as number) - mean)
      }
    }
    addDenseProducts(gram, size, block, denseCount, end - start)
    for (let row = start; row < end; row += 1) {
      const weight = weights === undefined ? 1 : (weights[row] as number)
      totalWeight += weight
      if (sparse === undefined) continue
      const root = Math.sqrt(weight)
      for (let at = sparse.rowStarts[row] as number; at < (sparse.rowStarts[row + 1] as number); at += 1) {
        const value = sparse.values[at] as number
        const line = (denseCount + (sparse.columnIndexes[at] as number)) * size
        for (let column = 0; column < denseCount; column += 1) {
          gram[line + column] =
            (gram[line + column] as number) + root * value * (block[column * blockRows + row - start] as number)
        }
        for (let other = sparse.rowStarts[row] as number; other <= at; other += 1) {
          const place = line + denseCount + (sparse.columnIndexes[other] as number)
          gram[place] = (gram[place] as number) + weight * value * (sparse.values[other] as number)
        }
      }
    }
  }
  // Dense columns are centred before they are multiplied; sparse ones afterwards, as their means are small.
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const place = row * size + column
      const isSparse = column >= denseCount
      const product =
        (gram[place] as number) - (isSparse ? totalWeight * (means[row] as number) * (means[column] as number) : 0)
      gram[place] = product * (scales[row] as number) * (scales[column] as number)
    }
    const scale = scales[row] as number
    gram[row * size + row] = scale === 0 ? 1 : (gram[row * size + row] as number) + l2 * scale * scale
  }
  return gram
}

function addDenseProducts(gram: Float64Array, size: number, block: Float64Array, count: number, rows: number): void {
  for (let left = 0; left < count; left += 1) {
    for (let right = 0; right <= left; right += 1) {
      let sum = 0
      const [from, to] = [left * blockRows, right * blockRows]
      for (let row = 0; row < rows; row += 1) sum += (block[from + row] as number) * (block[to + row] as number)
      gram[left * size + right] = (gram[left * size + right] as number) + sum
    }
  }
}
