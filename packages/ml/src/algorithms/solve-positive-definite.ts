/**
 * Solves A·x = b by Cholesky's factorisation.
 * @param matrix symmetric and positive definite, row after row, of which the lower half is read; is overwritten
 * @param right is overwritten by the solution
 * @returns false when the matrix is not positive definite
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): boolean {
  const size = right.length
  if (!factorise(matrix, size)) return false
  substitute(matrix, right)
  return true
}

/** Overwrites the lower half of a symmetric matrix by the factor L of L·Lᵀ. @returns false when there is none */
export function factorise(matrix: Float64Array, size: number): boolean {
  for (let column = 0; column < size; column += 1) {
    let diagonal = matrix[column * size + column] as number
    for (let k = 0; k < column; k += 1) diagonal -= (matrix[column * size + k] as number) ** 2
    if (!(diagonal > 0)) return false
    const root = Math.sqrt(diagonal)
    matrix[column * size + column] = root
    for (let row = column + 1; row < size; row += 1) {
      let sum = matrix[row * size + column] as number
      for (let k = 0; k < column; k += 1) {
        sum -= (matrix[row * size + k] as number) * (matrix[column * size + k] as number)
      }
      matrix[row * size + column] = sum / root
    }
  }
  return true
}

/** Solves L·Lᵀ·x = b; `right` is overwritten by x. */
export function substitute(factor: Float64Array, right: Float64Array): void {
  const size = right.length
  for (let row = 0; row < size; row += 1) {
    let sum = right[row] as number
    for (let k = 0; k < row; k += 1) sum -= (factor[row * size + k] as number) * (right[k] as number)
    right[row] = sum / (factor[row * size + row] as number)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row] as number
    for (let k = row + 1; k < size; k += 1) sum -= (factor[k * size + row] as number) * (right[k] as number)
    right[row] = sum / (factor[row * size + row] as number)
  }
}
