import type { FeatureMatrix, SparseRows } from '../../learning/feature-matrix.ts'

/**
 * Adds `matrix · coefficients` for rows from `start` up to, not including, `end`.
 * @param coefficients feature after feature, one number an output
 * @param sums row after row from `start`, one number an output
 */
export function addProducts(
  matrix: FeatureMatrix,
  rows: { readonly start: number; readonly end: number },
  coefficients: Float64Array,
  sums: Float64Array,
  outputs = 1,
): void {
  const { start, end } = rows
  const inFours = outputs === 1 ? addDenseProducts(matrix.dense, start, end, coefficients, sums) : 0
  for (let index = inFours; index < matrix.dense.length; index += 1) {
    const column = matrix.dense[index] as Float64Array
    for (let output = 0; output < outputs; output += 1) {
      const factor = coefficients[index * outputs + output] as number
      let at = output
      for (let row = start; row < end; row += 1) {
        sums[at] = (sums[at] as number) + factor * (column[row] as number)
        at += outputs
      }
    }
  }
  if (matrix.sparse === undefined) return
  const offset = matrix.dense.length
  if (outputs === 1) addSparseProducts(matrix.sparse, start, end, coefficients.subarray(offset), sums)
  else addManySparseProducts(matrix.sparse, start, end, coefficients.subarray(offset * outputs), sums, outputs)
}

/**
 * Adds `matrixᵀ · residuals` of rows from `start` up to, not including, `end`: the other direction of `addProducts`,
 * with arrays of the same order.
 */
export function addTransposedProducts(
  matrix: FeatureMatrix,
  rows: { readonly start: number; readonly end: number },
  residuals: Float64Array,
  gradient: Float64Array,
  outputs = 1,
): void {
  const { start, end } = rows
  const inFours = outputs === 1 ? addDenseTransposed(matrix.dense, start, end, residuals, gradient) : 0
  for (let index = inFours; index < matrix.dense.length; index += 1) {
    const column = matrix.dense[index] as Float64Array
    for (let output = 0; output < outputs; output += 1) {
      let sum = 0
      let at = output
      for (let row = start; row < end; row += 1) {
        sum += (residuals[at] as number) * (column[row] as number)
        at += outputs
      }
      const place = index * outputs + output
      gradient[place] = (gradient[place] as number) + sum
    }
  }
  if (matrix.sparse === undefined) return
  const offset = matrix.dense.length
  if (outputs === 1) addSparseTransposed(matrix.sparse, start, end, residuals, gradient.subarray(offset))
  else addManySparseTransposed(matrix.sparse, start, end, residuals, gradient.subarray(offset * outputs), outputs)
}

/** Four columns at a time: each sum is read and written once for all of them. @returns how many columns are done */
function addDenseProducts(
  dense: readonly Float64Array[],
  start: number,
  end: number,
  coefficients: Float64Array,
  sums: Float64Array,
): number {
  let index = 0
  for (; index + 4 <= dense.length; index += 4) {
    const [a, b, c, d] = dense.slice(index, index + 4) as [Float64Array, Float64Array, Float64Array, Float64Array]
    const factorA = coefficients[index] as number
    const factorB = coefficients[index + 1] as number
    const factorC = coefficients[index + 2] as number
    const factorD = coefficients[index + 3] as number
    for (let row = start; row < end; row += 1) {
      sums[row - start] =
        (sums[row - start] as number) +
        factorA * (a[row] as number) +
        factorB * (b[row] as number) +
        factorC * (c[row] as number) +
        factorD * (d[row] as number)
    }
  }
  return index
}

/** @returns how many columns are done */
function addDenseTransposed(
  dense: readonly Float64Array[],
  start: number,
  end: number,
  residuals: Float64Array,
  gradient: Float64Array,
): number {
  let index = 0
  for (; index + 4 <= dense.length; index += 4) {
    const [a, b, c, d] = dense.slice(index, index + 4) as [Float64Array, Float64Array, Float64Array, Float64Array]
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0]
    for (let row = start; row < end; row += 1) {
      const residual = residuals[row - start] as number
      sumA += residual * (a[row] as number)
      sumB += residual * (b[row] as number)
      sumC += residual * (c[row] as number)
      sumD += residual * (d[row] as number)
    }
    gradient[index] = (gradient[index] as number) + sumA
    gradient[index + 1] = (gradient[index + 1] as number) + sumB
    gradient[index + 2] = (gradient[index + 2] as number) + sumC
    gradient[index + 3] = (gradient[index + 3] as number) + sumD
  }
  return index
}

function addSparseProducts(
  { rowStarts, columnIndexes, values }: SparseRows,
  start: number,
  end: number,
  coefficients: Float64Array,
  sums: Float64Array,
): void {
  let at = rowStarts[start] as number
  for (let row = start; row < end; row += 1) {
    const rowEnd = rowStarts[row + 1] as number
    let sum = 0
    for (; at < rowEnd; at += 1) {
      sum += (coefficients[columnIndexes[at] as number] as number) * (values[at] as number)
    }
    sums[row - start] = (sums[row - start] as number) + sum
  }
}

function addManySparseProducts(
  { rowStarts, columnIndexes, values }: SparseRows,
  start: number,
  end: number,
  coefficients: Float64Array,
  sums: Float64Array,
  outputs: number,
): void {
  for (let row = start; row < end; row += 1) {
    const to = (row - start) * outputs
    for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
      const value = values[at] as number
      const from = (columnIndexes[at] as number) * outputs
      for (let output = 0; output < outputs; output += 1) {
        sums[to + output] = (sums[to + output] as number) + value * (coefficients[from + output] as number)
      }
    }
  }
}

function addSparseTransposed(
  { rowStarts, columnIndexes, values }: SparseRows,
  start: number,
  end: number,
  residuals: Float64Array,
  gradient: Float64Array,
): void {
  let at = rowStarts[start] as number
  for (let row = start; row < end; row += 1) {
    const rowEnd = rowStarts[row + 1] as number
    const residual = residuals[row - start] as number
    for (; at < rowEnd; at += 1) {
      const column = columnIndexes[at] as number
      gradient[column] = (gradient[column] as number) + residual * (values[at] as number)
    }
  }
}

function addManySparseTransposed(
  { rowStarts, columnIndexes, values }: SparseRows,
  start: number,
  end: number,
  residuals: Float64Array,
  gradient: Float64Array,
  outputs: number,
): void {
  for (let row = start; row < end; row += 1) {
    const from = (row - start) * outputs
    for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at += 1) {
      const value = values[at] as number
      const to = (columnIndexes[at] as number) * outputs
      for (let output = 0; output < outputs; output += 1) {
        gradient[to + output] = (gradient[to + output] as number) + value * (residuals[from + output] as number)
      }
    }
  }
}
