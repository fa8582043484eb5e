import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { createSeededRandom } from '../seeded-random.ts'

export interface OnlineOptions {
  readonly learningRate: number
  readonly epochs: number
  readonly l2: number
  readonly hasIntercept: boolean
  /** Whether the model is the mean of all that it was on its way. */
  readonly averages: boolean
  /** Whether the rate is divided by the root of the number of steps taken. */
  readonly decreasesRate: boolean
  readonly normalizes: boolean
  readonly seed: number
  readonly signal: AbortSignal
  /** @param loss mean squared error of the epoch, each row before it was learned from */
  onEpoch(epoch: number, loss: number): void
}

export interface OnlineModel {
  readonly coefficients: Float64Array
  readonly intercept: number
}

/**
 * Goes over the rows in random order and moves the coefficients against each row's slope of
 * `(target - prediction)²/2 + l2/2·‖coefficients‖²`. Normalised columns run from 0 to 1, sparse ones from -1 to 1.
 * @param matrix without missing values
 * @returns not finite when the steps were too long
 */
export function trainOnline(
  matrix: FeatureMatrix,
  targets: Float64Array,
  weights: Float64Array | undefined,
  options: OnlineOptions,
): OnlineModel {
  const { rowCount, columnCount, sparse } = matrix
  const denseCount = matrix.dense.length
  const { offsets, factors } = ranges(matrix, options.normalizes)
  const rows = denseRows(matrix, offsets, factors)
  const random = createSeededRandom(options.seed)
  const order = Int32Array.from({ length: rowCount }, (_, row) => row)

  // Coefficients are `scale · raw`: shrinking all of them is one multiplication. Their mean over all steps is kept the
  // same way: `corrections` says by how much each raw one came too late to count from the beginning.
  const raw = new Float64Array(columnCount)
  const corrections = new Float64Array(columnCount)
  let scale = 1
  let scaleSum = 0
  let [intercept, interceptSum] = [0, 0]
  let steps = 0

  const foldScale = () => {
    for (let column = 0; column < columnCount; column += 1) {
      corrections[column] = (corrections[column] as number) - scaleSum * (raw[column] as number)
      raw[column] = (raw[column] as number) * scale
    }
    // From here on sums of scales count from 0, with what was summed up until now as a negative correction.
    scaleSum = 0
    scale = 1
  }

  for (let epoch = 1; epoch <= options.epochs; epoch += 1) {
    options.signal.throwIfAborted()
    shuffle(order, random)
    let loss = 0
    for (const row of order) {
      const line = row * denseCount
      const sparseStart = sparse === undefined ? 0 : (sparse.rowStarts[row] as number)
      const sparseEnd = sparse === undefined ? 0 : (sparse.rowStarts[row + 1] as number)
      let sum = 0
      for (let at = 0; at < denseCount; at += 1) sum += (raw[at] as number) * (rows[line + at] as number)
      for (let at = sparseStart; at < sparseEnd && sparse !== undefined; at += 1) {
        const column = denseCount + (sparse.columnIndexes[at] as number)
        sum += (raw[column] as number) * (factors[column] as number) * (sparse.values[at] as number)
      }
      const residual = (targets[row] as number) - intercept - scale * sum
      const weight = weights === undefined ? 1 : (weights[row] as number)
      loss += weight * residual * residual
      steps += 1
      const rate = options.decreasesRate ? options.learningRate / Math.sqrt(steps) : options.learningRate
      scale *= Math.max(0, 1 - rate * options.l2)
      if (scale < 1e-9) foldScale()
      const step = rate * weight * residual
      const rawStep = step / scale
      for (let at = 0; at < denseCount; at += 1) {
        const change = rawStep * (rows[line + at] as number)
        raw[at] = (raw[at] as number) + change
        corrections[at] = (corrections[at] as number) + change * scaleSum
      }
      for (let at = sparseStart; at < sparseEnd && sparse !== undefined; at += 1) {
        const column = denseCount + (sparse.columnIndexes[at] as number)
        const change = rawStep * (factors[column] as number) * (sparse.values[at] as number)
        raw[column] = (raw[column] as number) + change
        corrections[column] = (corrections[column] as number) + change * scaleSum
      }
      if (options.hasIntercept) intercept += step
      scaleSum += scale
      interceptSum += intercept
    }
    options.onEpoch(epoch, loss / rowCount)
  }

  const coefficients = raw.map((value, column) =>
    options.averages ? (scaleSum * value - (corrections[column] as number)) / steps : scale * value,
  )
  const bias = options.averages ? interceptSum / steps : intercept
  return undoRanges(coefficients, bias, offsets, factors)
}

/** Columns as they are counted with: `(value - offset) · factor`. Without an offset where zeros are not stored. */
function ranges(matrix: FeatureMatrix, normalizes: boolean) {
  const offsets = new Float64Array(matrix.columnCount)
  const factors = new Float64Array(matrix.columnCount).fill(1)
  if (!normalizes) return { offsets, factors }
  for (const [index, column] of matrix.dense.entries()) {
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let row = 0; row < column.length; row += 1) {
      lowest = Math.min(lowest, column[row] as number)
      highest = Math.max(highest, column[row] as number)
    }
    offsets[index] = lowest
    factors[index] = highest > lowest ? 1 / (highest - lowest) : 0
  }
  if (matrix.sparse === undefined) return { offsets, factors }
  const { columnIndexes, values } = matrix.sparse
  const largest = new Float64Array(matrix.columnCount)
  for (let at = 0; at < values.length; at += 1) {
    const column = matrix.dense.length + (columnIndexes[at] as number)
    largest[column] = Math.max(largest[column] as number, Math.abs(values[at] as number))
  }
  for (let column = matrix.dense.length; column < largest.length; column += 1) {
    factors[column] = (largest[column] as number) > 0 ? 1 / (largest[column] as number) : 0
  }
  return { offsets, factors }
}

/** Rows one after another: reading one row from many columns would touch as many places of memory. */
function denseRows(matrix: FeatureMatrix, offsets: Float64Array, factors: Float64Array): Float64Array {
  const width = matrix.dense.length
  const rows = new Float64Array(matrix.rowCount * width)
  for (const [index, column] of matrix.dense.entries()) {
    for (let row = 0; row < column.length; row += 1) {
      rows[row * width + index] = ((column[row] as number) - (offsets[index] as number)) * (factors[index] as number)
    }
  }
  return rows
}

function undoRanges(
  coefficients: Float64Array,
  intercept: number,
  offsets: Float64Array,
  factors: Float64Array,
): OnlineModel {
  const original = coefficients.map((value, column) => value * (factors[column] as number))
  const shift = original.reduce((sum, value, column) => sum + value * (offsets[column] as number), 0)
  return { coefficients: original, intercept: intercept - shift }
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] as number
    order[last] = order[other] as number
    order[other] = kept
  }
}
