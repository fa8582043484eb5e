import { addProducts } from '../../algorithms/linear/feature-products.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { WeightsView } from '../model-view.ts'

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

/** Coefficients that are not 0, the largest first, behind the intercepts. */
export function describeLinear(
  { coefficients, intercepts, losses }: LinearState,
  features: readonly string[],
  classes: readonly string[],
): WeightsView {
  const outputs = intercepts.length
  const toWeight = (feature: string, output: number, weight: number) =>
    outputs === 1 ? { feature, weight } : { feature, output: classes[output] ?? '', weight }
  const weights = Array.from(coefficients, (weight, at) =>
    toWeight(features[Math.floor(at / outputs)] ?? '', at % outputs, weight),
  )
  return {
    kind: 'weights',
    weights: [
      ...Array.from(intercepts, (weight, output) => toWeight('Bias', output, weight)),
      ...weights
        .filter(({ weight }) => weight !== 0)
        .sort((left, right) => Math.abs(right.weight) - Math.abs(left.weight)),
    ],
    losses: [...losses],
  }
}
