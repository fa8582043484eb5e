import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { factorize } from './cholesky.ts'
import { columnMoments } from './column-moments.ts'
import { descentOf, gramMatrix, type LeastSquaresProblem } from './normal-equations.ts'
import { solveOrthogonally } from './orthogonal-solution.ts'
import { addTimes, dot } from './vectors.ts'

export interface LeastSquaresOptions {
  readonly l2: number
  readonly hasIntercept: boolean
  readonly signal: AbortSignal
  /** From 0 to 1. */
  progress(fraction: number): void
}

export interface LeastSquaresModel {
  readonly coefficients: Float64Array
  readonly intercept: number
  /** Columns that others determine already; their coefficient is 0. */
  readonly dependent: readonly number[]
}

/** More columns than this are not put into one square matrix. */
const mostGramColumns = 3_000
/** More multiplications than this take longer than going step by step. */
const mostGramProducts = 2e10
/** Numbers that the accurate way may hold. */
const mostOrthogonalCells = 2e7
/** A pivot from which normal equations, refined, have all digits. */
const goodPivot = 1e-7

/**
 * Minimises `Σ weight·(target - prediction)² + l2·‖coefficients‖²`; the intercept is not penalised. So scikit-learn's
 * `Ridge(alpha)` has alpha = l2, and with l2 = 0 it is ordinary least squares.
 * @param matrix without missing values
 * @throws the signal's reason
 */
export function trainLeastSquares(
  matrix: FeatureMatrix,
  targets: Float64Array,
  weights: Float64Array | undefined,
  options: LeastSquaresOptions,
): LeastSquaresModel {
  const { hasIntercept, l2 } = options
  const moments = columnMoments(matrix, weights)
  const { totalWeight } = moments
  const means = hasIntercept ? moments.means : new Float64Array(matrix.columnCount)
  const weightedTarget = targets.reduce(
    (sum, target, row) => sum + target * (weights === undefined ? 1 : (weights[row] as number)),
    0,
  )
  const targetMean = hasIntercept ? weightedTarget / totalWeight : 0
  const scales = moments.variances.map((variance, column) => {
    const mean = hasIntercept ? 0 : (moments.means[column] as number)
    const length = Math.sqrt(totalWeight * (variance + mean * mean))
    return length > 0 ? 1 / length : 0
  })
  const problem: LeastSquaresProblem = { matrix, targets, weights, means, targetMean, scales, l2 }
  const { solution, dependent } = solve(problem, options)
  const coefficients = solution.map((value, column) => value * (scales[column] as number))
  const intercept = hasIntercept ? targetMean - dot(coefficients, means) : 0
  return { coefficients, intercept, dependent }
}

function solve(problem: LeastSquaresProblem, options: LeastSquaresOptions) {
  const { rowCount, columnCount } = problem.matrix
  const { products } = costOf(problem.matrix)
  if (columnCount > mostGramColumns || products > mostGramProducts) {
    return { solution: solveByConjugateGradients(problem, options), dependent: [] }
  }
  const factor = factorize(gramMatrix(problem, options.signal), columnCount)
  options.progress(0.5)
  const height = rowCount + columnCount
  const isAffordable =
    height * columnCount <= mostOrthogonalCells && height * columnCount * columnCount <= mostGramProducts
  if (factor.smallestPivot < goodPivot && isAffordable) return solveOrthogonally(problem)
  // Each round takes back what the normal equations lost in rounding.
  let solution = new Float64Array(columnCount)
  const isOut = new Set(factor.dependent)
  for (let round = 0; round < 4; round += 1) {
    options.signal.throwIfAborted()
    const descent = descentOf(problem, solution, true)
    for (const column of isOut) descent[column] = 0
    const change = factor.solve(descent)
    const next = solution.slice()
    addTimes(next, change, 1)
    solution = next
    if (dot(change, change) <= 1e-28 * dot(solution, solution)) break
  }
  return { solution, dependent: factor.dependent }
}

function costOf({ rowCount, columnCount, dense, sparse }: FeatureMatrix): { readonly products: number } {
  let products = (rowCount * dense.length * dense.length) / 2 + columnCount ** 3 / 6
  if (sparse === undefined) return { products }
  for (let row = 0; row < rowCount; row += 1) {
    const filled = (sparse.rowStarts[row + 1] as number) - (sparse.rowStarts[row] as number)
    products += filled * (dense.length + filled / 2)
  }
  return { products }
}

/** For many columns: needs no square matrix. @see Nocedal, Wright: Numerical Optimization, algorithm 5.2 */
function solveByConjugateGradients(problem: LeastSquaresProblem, options: LeastSquaresOptions): Float64Array {
  const size = problem.matrix.columnCount
  const solution = new Float64Array(size)
  const rest = descentOf(problem, solution, true)
  const direction = rest.slice()
  let squares = dot(rest, rest)
  const goal = squares * 1e-24
  const mostRounds = Math.min(2_000, 2 * size)
  for (let round = 0; round < mostRounds && squares > goal; round += 1) {
    options.signal.throwIfAborted()
    options.progress(round / mostRounds)
    const product = descentOf(problem, direction, false)
    const step = -squares / dot(direction, product)
    if (!Number.isFinite(step)) break
    addTimes(solution, direction, step)
    addTimes(rest, product, step)
    const next = dot(rest, rest)
    const share = next / squares
    for (let at = 0; at < size; at += 1) direction[at] = (rest[at] as number) + share * (direction[at] as number)
    squares = next
  }
  return solution
}
