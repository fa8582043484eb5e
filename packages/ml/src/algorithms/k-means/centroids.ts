import type { FeatureMatrix } from '../../learning/feature-matrix.ts'

/** How far apart two rows are: the straight line between them, or 1 - the cosine of the angle between them. */
export type ClusterMetric = 'euclidean' | 'cosine'

/** Centers of clusters. */
export interface Centroids {
  readonly metric: ClusterMetric
  readonly count: number
  /** Columns of the matrix they were found in, and how many of them are dense. */
  readonly width: number
  readonly denseCount: number
  /** Center after center; of length 1 each under `cosine`. */
  readonly positions: Float64Array
  /** For each column, what stands in for a missing number. */
  readonly fillings: Float64Array
}

/** One row at a time, its missing numbers filled. */
export interface RowReader {
  /** Of dense columns. */
  readonly dense: Float64Array
  /** Sparse ones: their place among all columns. */
  readonly columns: Int32Array
  readonly values: Float64Array
  /** How many of the two above hold something. */
  entryCount(): number
  /** Squared length. */
  squaredLength(): number
  read(matrix: FeatureMatrix, row: number): void
}

export function createRowReader(fillings: Float64Array, denseCount: number): RowReader {
  const dense = new Float64Array(denseCount)
  const columns = new Int32Array(fillings.length - denseCount)
  const values = new Float64Array(columns.length)
  let entryCount = 0
  let squaredLength = 0
  return {
    dense,
    columns,
    values,
    entryCount: () => entryCount,
    squaredLength: () => squaredLength,
    read(matrix, row) {
      squaredLength = 0
      for (let column = 0; column < denseCount; column += 1) {
        const found = (matrix.dense[column] as Float64Array)[row] as number
        const number = Number.isNaN(found) ? (fillings[column] as number) : found
        dense[column] = number
        squaredLength += number * number
      }
      entryCount = 0
      const { sparse } = matrix
      if (sparse === undefined) return
      const end = sparse.rowStarts[row + 1] as number
      for (let entry = sparse.rowStarts[row] as number; entry < end; entry += 1) {
        const column = denseCount + (sparse.columnIndexes[entry] as number)
        if (column >= fillings.length) continue
        const found = sparse.values[entry] as number
        const number = Number.isNaN(found) ? (fillings[column] as number) : found
        columns[entryCount] = column
        values[entryCount] = number
        squaredLength += number * number
        entryCount += 1
      }
    },
  }
}

/** Measures the row that a reader holds. */
export interface DistanceMeter {
  /** To each center: the square of the distance under `euclidean`, the distance itself under `cosine`. */
  measure(reader: RowReader, target: Float64Array, offset: number): void
}

export function createDistanceMeter({ metric, count, width, denseCount, positions }: Centroids): DistanceMeter {
  const sparseSquares = Float64Array.from({ length: count }, (_, center) => {
    let sum = 0
    for (let at = center * width + denseCount; at < (center + 1) * width; at += 1) sum += (positions[at] as number) ** 2
    return sum
  })
  const product = ({ columns, values, entryCount }: RowReader, start: number): number => {
    let sum = 0
    for (let entry = 0; entry < entryCount(); entry += 1) {
      sum += (values[entry] as number) * (positions[start + (columns[entry] as number)] as number)
    }
    return sum
  }
  if (metric === 'cosine') {
    return {
      measure(reader, target, offset) {
        const length = Math.sqrt(reader.squaredLength())
        for (let center = 0; center < count; center += 1) {
          const start = center * width
          let sum = product(reader, start)
          for (let column = 0; column < denseCount; column += 1) {
            sum += (reader.dense[column] as number) * (positions[start + column] as number)
          }
          // Rounding may leave a row a little behind the center that it lies on.
          target[offset + center] = length === 0 ? 1 : Math.max(0, 1 - sum / length)
        }
      },
    }
  }
  return {
    measure(reader, target, offset) {
      let ownSquares = 0
      for (let entry = 0; entry < reader.entryCount(); entry += 1) ownSquares += (reader.values[entry] as number) ** 2
      for (let center = 0; center < count; center += 1) {
        const start = center * width
        let sum = 0
        for (let column = 0; column < denseCount; column += 1) {
          const difference = (reader.dense[column] as number) - (positions[start + column] as number)
          sum += difference * difference
        }
        const sparse = ownSquares + (sparseSquares[center] as number) - 2 * product(reader, start)
        target[offset + center] = sum + Math.max(0, sparse)
      }
    },
  }
}

/** The first of the nearest. */
export function nearest(distances: Float64Array, offset: number, count: number): number {
  let best = 0
  for (let center = 1; center < count; center += 1) {
    if ((distances[offset + center] as number) < (distances[offset + best] as number)) best = center
  }
  return best
}

/** The mean of each column without what is missing, 0 where all is. */
export function columnMeans({ rowCount, columnCount, dense, sparse }: FeatureMatrix): Float64Array {
  const sums = new Float64Array(columnCount)
  const counts = new Float64Array(columnCount)
  for (const [column, numbers] of dense.entries()) {
    for (let row = 0; row < rowCount; row += 1) {
      const number = numbers[row] as number
      if (Number.isNaN(number)) continue
      sums[column] = (sums[column] as number) + number
      counts[column] = (counts[column] as number) + 1
    }
  }
  counts.fill(rowCount, dense.length)
  for (let entry = 0; sparse !== undefined && entry < (sparse.rowStarts[rowCount] as number); entry += 1) {
    const column = dense.length + (sparse.columnIndexes[entry] as number)
    const number = sparse.values[entry] as number
    if (Number.isNaN(number)) counts[column] = (counts[column] as number) - 1
    else sums[column] = (sums[column] as number) + number
  }
  return sums.map((sum, column) => (counts[column] === 0 ? 0 : sum / (counts[column] as number)))
}
