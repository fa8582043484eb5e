import type { LeastSquaresProblem } from './normal-equations.ts'

/** A pivot below this share of the first is only rounding. */
const dependentShare = 1e-13

/**
 * Solves by Householder reflections with column pivoting, on all rows at once: slower and larger than normal equations,
 * but with twice their digits. Columns that depend on others get 0.
 * @see Golub, Van Loan: Matrix Computations, 5.4.2
 */
export function solveOrthogonally(problem: LeastSquaresProblem): {
  readonly solution: Float64Array
  readonly dependent: readonly number[]
} {
  const { columns, right } = layOut(problem)
  const size = columns.length
  const height = right.length
  const order = Array.from(columns, (_, index) => index)
  const pivots = new Float64Array(size)
  let rank = 0
  for (; rank < Math.min(size, height); rank += 1) {
    const best = longestFrom(columns, order, rank)
    ;[order[rank], order[best]] = [order[best] as number, order[rank] as number]
    const column = columns[order[rank] as number] as Float64Array
    const length = lengthFrom(column, rank)
    if (length <= dependentShare * Math.abs(rank === 0 ? 0 : (pivots[0] as number)) || length === 0) break
    // The reflection that sends the column onto its first place; its own vector is kept where the column was.
    const head = column[rank] as number
    const pivot = head > 0 ? -length : length
    pivots[rank] = pivot
    column[rank] = head - pivot
    const factor = 1 / (pivot * (head - pivot))
    for (let index = rank + 1; index < size; index += 1) {
      reflect(columns[order[index] as number] as Float64Array, column, rank, factor)
    }
    reflect(right, column, rank, factor)
  }
  const solution = new Float64Array(size)
  for (let index = rank - 1; index >= 0; index -= 1) {
    let sum = right[index] as number
    for (let later = index + 1; later < rank; later += 1) {
      const place = order[later] as number
      sum -= ((columns[place] as Float64Array)[index] as number) * (solution[place] as number)
    }
    solution[order[index] as number] = sum / (pivots[index] as number)
  }
  return { solution, dependent: order.slice(rank).sort((a, b) => a - b) }
}

/** Centred, scaled and weighted columns, below them the penalty as rows of its own. */
function layOut({ matrix, targets, weights, means, targetMean, scales, l2 }: LeastSquaresProblem) {
  const { rowCount, columnCount, dense, sparse } = matrix
  const height = rowCount + (l2 > 0 ? columnCount : 0)
  const columns = Array.from({ length: columnCount }, (_, index) => {
    const column = new Float64Array(height)
    const values = dense[index]
    if (values !== undefined) column.set(values)
    return column
  })
  if (sparse !== undefined) {
    for (let row = 0; row < rowCount; row += 1) {
      for (let at = sparse.rowStarts[row] as number; at < (sparse.rowStarts[row + 1] as number); at += 1) {
        const column = columns[dense.length + (sparse.columnIndexes[at] as number)] as Float64Array
        column[row] = sparse.values[at] as number
      }
    }
  }
  const right = new Float64Array(height)
  for (let row = 0; row < rowCount; row += 1) {
    const root = weights === undefined ? 1 : Math.sqrt(weights[row] as number)
    right[row] = root * ((targets[row] as number) - targetMean)
    for (let index = 0; index < columnCount; index += 1) {
      const column = columns[index] as Float64Array
      column[row] = root * ((column[row] as number) - (means[index] as number)) * (scales[index] as number)
    }
  }
  if (l2 > 0) {
    const root = Math.sqrt(l2)
    for (const [index, column] of columns.entries()) column[rowCount + index] = root * (scales[index] as number)
  }
  return { columns, right }
}

function longestFrom(columns: readonly Float64Array[], order: readonly number[], rank: number): number {
  let best = rank
  let longest = -1
  for (let index = rank; index < order.length; index += 1) {
    const length = lengthFrom(columns[order[index] as number] as Float64Array, rank)
    if (length > longest) [best, longest] = [index, length]
  }
  return best
}

function lengthFrom(column: Float64Array, from: number): number {
  let sum = 0
  for (let row = from; row < column.length; row += 1) sum += (column[row] as number) * (column[row] as number)
  return Math.sqrt(sum)
}

function reflect(target: Float64Array, vector: Float64Array, from: number, factor: number): void {
  let product = 0
  for (let row = from; row < target.length; row += 1) product += (vector[row] as number) * (target[row] as number)
  const share = product * factor
  for (let row = from; row < target.length; row += 1) {
    target[row] = (target[row] as number) + share * (vector[row] as number)
  }
}
