import { solvePositiveDefinite } from '../solve-positive-definite.ts'
import { fillMissing, measureColumns, type Standard, standardise } from './standardise.ts'

/** Regressions of each column on all others, one set a round; what was fitted on some rows fills any row the same way. */
export interface ChainedEquations extends Standard {
  /** Columns in the order in which they are filled: those with the fewest missing values first. */
  readonly order: Int32Array
  readonly rounds: number
  /** Round after round, and in it column after column: a coefficient for each column, 0 for itself. */
  readonly coefficients: Float64Array
}

/** So little that it only decides where columns say the same. */
const ridge = 1e-6

/**
 * Imputation by chained equations: missing values begin as means, then each column is predicted from all others by
 * linear regression on the rows that have it, again and again. The prediction itself is taken, without a random draw, so
 * that equal rows are filled equally.
 * @param columns NaN = missing; each has a value
 * @param onRound is told how many rounds are done
 * @see van Buuren and Groothuis-Oudshoorn, mice: Multivariate Imputation by Chained Equations in R (2011)
 */
export function fitChainedEquations(
  columns: readonly Float64Array[],
  rounds: number,
  onRound: (round: number) => void = () => {},
): ChainedEquations {
  const standard = measureColumns(columns)
  const width = columns.length
  const missingRows = columns.map((column) => rowsWithout(column))
  const current = standardise(columns, standard).map((column) =>
    column.map((value) => (Number.isNaN(value) ? 0 : value)),
  )
  const order = Int32Array.from(
    columns.map((_, index) => index).sort((a, b) => countOf(missingRows, a) - countOf(missingRows, b) || a - b),
  )
  const products = new Float64Array(width * width)
  for (let index = 0; index < width; index += 1) multiplyBy(products, current, index)
  const coefficients = new Float64Array(rounds * width * width)
  for (let round = 0; round < rounds; round += 1) {
    for (const index of order) {
      const missing = missingRows[index] as readonly number[]
      const solved = regress(
        productsWithout(products, current, missing),
        index,
        (columns[index] as Float64Array).length - missing.length,
      )
      coefficients.set(solved, (round * width + index) * width)
      if (missing.length === 0) continue
      for (const row of missing) (current[index] as Float64Array)[row] = predict(solved, 0, current, row)
      multiplyBy(products, current, index)
    }
    onRound(round + 1)
  }
  return { ...standard, order, rounds, coefficients }
}

/** @param columns the same columns, of any rows; NaN = missing */
export function fillByChainedEquations(model: ChainedEquations, columns: readonly Float64Array[]): Float64Array[] {
  const width = columns.length
  const missingRows = columns.map((column) => rowsWithout(column))
  if (missingRows.every(({ length }) => length === 0)) return [...columns]
  const current = standardise(columns, model).map((column) => column.map((value) => (Number.isNaN(value) ? 0 : value)))
  for (let round = 0; round < model.rounds; round += 1) {
    for (const index of model.order) {
      const offset = (round * width + index) * width
      for (const row of missingRows[index] as readonly number[]) {
        ;(current[index] as Float64Array)[row] = predict(model.coefficients, offset, current, row)
      }
    }
  }
  return fillMissing(columns, current, model)
}

const countOf = (missingRows: readonly (readonly number[])[], index: number) => missingRows[index]?.length ?? 0

function rowsWithout(column: Float64Array): number[] {
  const rows: number[] = []
  for (let row = 0; row < column.length; row += 1) if (Number.isNaN(column[row] as number)) rows.push(row)
  return rows
}

function predict(coefficients: Float64Array, offset: number, columns: readonly Float64Array[], row: number): number {
  let sum = 0
  for (let index = 0; index < columns.length; index += 1) {
    sum += (coefficients[offset + index] as number) * ((columns[index] as Float64Array)[row] as number)
  }
  return sum
}

/** Sums of products of one column with each; all others stay as they are. */
function multiplyBy(products: Float64Array, columns: readonly Float64Array[], index: number): void {
  const width = columns.length
  const one = columns[index] as Float64Array
  for (let other = 0; other < width; other += 1) {
    const values = columns[other] as Float64Array
    let sum = 0
    for (let row = 0; row < one.length; row += 1) sum += (one[row] as number) * (values[row] as number)
    products[index * width + other] = sum
    products[other * width + index] = sum
  }
}

/** Only the lower half is right: the matrix is symmetric. */
function productsWithout(
  products: Float64Array,
  columns: readonly Float64Array[],
  rows: readonly number[],
): Float64Array {
  const width = columns.length
  const left = products.slice()
  const values = new Float64Array(width)
  for (const row of rows) {
    for (let index = 0; index < width; index += 1) values[index] = (columns[index] as Float64Array)[row] as number
    for (let a = 0; a < width; a += 1) {
      const factor = values[a] as number
      for (let b = 0; b <= a; b += 1)
        left[a * width + b] = (left[a * width + b] as number) - factor * (values[b] as number)
    }
  }
  return left
}

/** Coefficients of all other columns for one column. @param products the lower half counts */
function regress(products: Float64Array, target: number, rowCount: number): Float64Array {
  const width = Math.sqrt(products.length)
  const size = width - 1
  const solved = new Float64Array(width)
  if (size === 0) return solved
  const at = (place: number) => (place < target ? place : place + 1)
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b <= a; b += 1) matrix[a * size + b] = products[at(a) * width + at(b)] as number
    matrix[a * size + a] = (matrix[a * size + a] as number) + ridge * rowCount
    right[a] = products[Math.max(at(a), target) * width + Math.min(at(a), target)] as number
  }
  // Without an answer the column keeps its mean.
  if (!solvePositiveDefinite(matrix, right)) return solved
  for (let place = 0; place < size; place += 1) solved[at(place)] = right[place] as number
  return solved
}
