import { AppError } from '@sluice/contracts'
import type { FeatureMatrix, SparseRows } from './feature-matrix.ts'
import type { Examples } from './learner.ts'

/** Rows of a matrix, in this order. */
export function selectMatrixRows(matrix: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  return {
    rowCount: rows.length,
    columnCount: matrix.columnCount,
    dense: matrix.dense.map((column) => selectNumbers(column, rows)),
    sparse: matrix.sparse && selectSparse(matrix.sparse, rows),
  }
}

export function selectExamples(examples: Examples, rows: Int32Array): Examples {
  return {
    matrix: selectMatrixRows(examples.matrix, rows),
    labels: selectNumbers(examples.labels, rows),
    weights: examples.weights && selectNumbers(examples.weights, rows),
    classCount: examples.classCount,
  }
}

/**
 * For learners that cannot count with missing values: the rows that have none.
 * @returns the same object when that is all of them
 * @throws AppError `AllRowsMissing`, `IsInfinite`
 */
export function completeExamples(examples: Examples, log: (line: string) => void): Examples {
  const { matrix } = examples
  const isIncomplete = new Uint8Array(matrix.rowCount)
  let count = 0
  const look = (row: number, value: number) => {
    if (value - value === 0) return
    if (!Number.isNaN(value)) throw new AppError('IsInfinite', { value: String(value) })
    if (isIncomplete[row] === 0) count += 1
    isIncomplete[row] = 1
  }
  for (const column of matrix.dense) for (let row = 0; row < column.length; row += 1) look(row, column[row] as number)
  const { sparse } = matrix
  // Only numbers that can be missing are looked through: counts are whole.
  if (sparse !== undefined && sparse.values instanceof Float64Array) {
    for (let row = 0; row < matrix.rowCount; row += 1) {
      for (let at = sparse.rowStarts[row] as number; at < (sparse.rowStarts[row + 1] as number); at += 1) {
        look(row, sparse.values[at] as number)
      }
    }
  }
  if (count === 0) return examples
  if (count === matrix.rowCount) throw new AppError('AllRowsMissing', { dataset: 'Dataset' })
  log(`${count} rows with missing features were left out.`)
  return selectExamples(
    examples,
    Int32Array.from(isIncomplete.keys()).filter((row) => isIncomplete[row] === 0),
  )
}

const selectNumbers = (numbers: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => numbers[row] as number)

function selectSparse({ rowStarts, columnIndexes, values }: SparseRows, rows: Int32Array): SparseRows {
  const starts = new Int32Array(rows.length + 1)
  for (const [index, row] of rows.entries()) {
    starts[index + 1] = (starts[index] as number) + (rowStarts[row + 1] as number) - (rowStarts[row] as number)
  }
  const length = starts[rows.length] as number
  const indexes = new Int32Array(length)
  const selected = values instanceof Int32Array ? new Int32Array(length) : new Float64Array(length)
  for (const [index, row] of rows.entries()) {
    const [from, to] = [rowStarts[row] as number, rowStarts[row + 1] as number]
    indexes.set(columnIndexes.subarray(from, to), starts[index])
    selected.set(values.subarray(from, to), starts[index])
  }
  return { rowStarts: starts, columnIndexes: indexes, values: selected }
}
