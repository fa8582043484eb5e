import { addProducts } from '../../algorithms/linear/feature-products.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'

/** What a linear model learned. */
export type LinearState = {
  /** One a column of the matrix; with several classes column after column, one a class. */
  readonly coefficients: Float64Array
  /** One; with several classes one each. */
  readonly intercepts: Float64Array
  /** Mean loss after each iteration or epoch, as the view of a model draws it. */
  readonly losses: Float64Array
  readonly isConverged: boolean
}

/** Products of rows and coefficients plus intercept: row after row, one an intercept. */
export function linearScores({ coefficients, intercepts }: LinearState): (matrix: FeatureMatrix) => Float64Array {
  const outputs = intercepts.length
  const only = intercepts[0] as number
  return (matrix) => {
    const scores = new Float64Array(matrix.rowCount * outputs)
    if (outputs === 1) scores.fill(only)
    else for (let at = 0; at < scores.length; at += outputs) scores.set(intercepts, at)
    addProducts(matrix, { start: 0, end: matrix.rowCount }, coefficients, scores, outputs)
    return scores
  }
}
