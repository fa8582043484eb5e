/** Below this share of its diagonal a pivot is mostly rounding: the column depends on those before it. */
const dependentShare = 1e-10

export interface Factor {
  /** Smallest pivot, the diagonal being 1. */
  readonly smallestPivot: number
  /** Columns that depend on those before them and are left out: their solution is 0. */
  readonly dependent: readonly number[]
  solve(right: Float64Array): Float64Array
}

/** Factors a symmetric matrix with a diagonal of about 1, in place. @param matrix lower triangle, rows of full length */
export function factorize(matrix: Float64Array, size: number): Factor {
  const isOut = new Uint8Array(size)
  let smallestPivot = Number.POSITIVE_INFINITY
  for (let row = 0; row < size; row += 1) {
    const line = row * size
    for (let column = 0; column <= row; column += 1) {
      const other = column * size
      let sum = matrix[line + column] as number
      for (let at = 0; at < column; at += 1) sum -= (matrix[line + at] as number) * (matrix[other + at] as number)
      if (column < row) {
        matrix[line + column] = isOut[column] === 1 ? 0 : sum / (matrix[other + column] as number)
        continue
      }
      smallestPivot = Math.min(smallestPivot, sum)
      if (sum > dependentShare) matrix[line + row] = Math.sqrt(sum)
      else {
        isOut[row] = 1
        matrix.fill(0, line, line + row)
        matrix[line + row] = 1
      }
    }
  }
  const dependent = [...isOut.keys()].filter((row) => isOut[row] === 1)
  return { smallestPivot, dependent, solve: (right) => solveFactored(matrix, size, isOut, right) }
}

function solveFactored(factor: Float64Array, size: number, isOut: Uint8Array, right: Float64Array): Float64Array {
  const solution = right.slice()
  for (let row = 0; row < size; row += 1) {
    const line = row * size
    let sum = isOut[row] === 1 ? 0 : (solution[row] as number)
    for (let at = 0; at < row; at += 1) sum -= (factor[line + at] as number) * (solution[at] as number)
    solution[row] = sum / (factor[line + row] as number)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const line = row * size
    const value = (solution[row] as number) / (factor[line + row] as number)
    solution[row] = value
    for (let at = 0; at < row; at += 1) solution[at] = (solution[at] as number) - (factor[line + at] as number) * value
  }
  return solution
}
