import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { createSeededRandom } from '../seeded-random.ts'

/** Dense columns of numbers from -1 to 1. */
export function denseMatrix(rowCount: number, columnCount: number, seed: number): FeatureMatrix {
  const random = createSeededRandom(seed)
  const dense = Array.from({ length: columnCount }, () =>
    Float64Array.from({ length: rowCount }, () => 2 * random() - 1),
  )
  return { rowCount, columnCount, dense, sparse: undefined }
}

/** Rows that fill a few of many columns. */
export function sparseMatrix(rowCount: number, columnCount: number, filled: number, seed: number): FeatureMatrix {
  const random = createSeededRandom(seed)
  const rowStarts = new Int32Array(rowCount + 1)
  const columnIndexes: number[] = []
  for (let row = 0; row < rowCount; row += 1) {
    const columns = new Set(Array.from({ length: filled }, () => Math.floor(random() * columnCount)))
    columnIndexes.push(...[...columns].sort((a, b) => a - b))
    rowStarts[row + 1] = columnIndexes.length
  }
  const values = Int32Array.from(columnIndexes, () => 1 + Math.floor(random() * 3))
  return {
    rowCount,
    columnCount,
    dense: [],
    sparse: { rowStarts, columnIndexes: Int32Array.from(columnIndexes), values },
  }
}

export const randomNumbers = (count: number, seed: number): Float64Array => {
  const random = createSeededRandom(seed)
  return Float64Array.from({ length: count }, () => 2 * random() - 1)
}

export const neverAborted = new AbortController().signal
