import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { columnMoments } from './column-moments.ts'
import { addProducts, addTransposedProducts } from './feature-products.ts'
import { multiclassResiduals, twoClassResiduals } from './logistic-loss.ts'
import { type MinimizeOptions, type Minimum, minimize, type Objective } from './minimize.ts'

export interface LogisticOptions extends Omit<MinimizeOptions, 'onIteration'> {
  readonly l1: number
  readonly l2: number
  /** Two classes have one score, the second's; more have one each. */
  readonly classCount: number
  /** @param loss mean of the examples' losses, with the penalties' share */
  onIteration(iteration: number, loss: number): void
}

export interface LogisticModel {
  /** Feature after feature, one number a score. */
  readonly coefficients: Float64Array
  readonly intercepts: Float64Array
  readonly minimum: Omit<Minimum, 'x'>
}

/** Rows that are worked on together: their scores stay in the fastest memory. */
const blockRows = 512

/**
 * Minimises `Σ weight·loss + l2/2·‖coefficients‖² + l1·‖coefficients‖₁`; intercepts are not penalised. So scikit-learn's
 * `C` is 1/l2, or with both penalties 1/(l1+l2) with `l1_ratio` l1/(l1+l2).
 * @param matrix without missing values
 * @param labels place of the class
 * @throws the signal's reason
 */
export function trainLogisticRegression(
  matrix: FeatureMatrix,
  labels: Float64Array,
  weights: Float64Array | undefined,
  options: LogisticOptions,
): LogisticModel {
  const { classCount, l1, l2 } = options
  const { columnCount, rowCount } = matrix
  const outputs = classCount === 2 ? 1 : classCount
  const featureCount = columnCount * outputs
  const { means, variances, totalWeight } = columnMoments(matrix, weights)
  const shares = classShares(labels, weights, classCount)

  // The search goes over coefficients of centred columns in steps that suit each column, so that units do not matter
  // to how fast it gets there. The optimum is that of the columns as they are: the penalties are scaled along.
  const scales = new Float64Array(featureCount + outputs)
  const start = new Float64Array(featureCount + outputs)
  for (let output = 0; output < outputs; output += 1) {
    const share = shares[classCount === 2 ? 1 : output] as number
    const spread = Math.max(share * (1 - share), 1e-6) * totalWeight
    for (let column = 0; column < columnCount; column += 1) {
      const curvature = spread * (variances[column] as number) + l2
      scales[column * outputs + output] = (variances[column] as number) > 0 ? 1 / Math.sqrt(curvature) : 0
    }
    const scale = 1 / Math.sqrt(spread)
    scales[featureCount + output] = scale
    const odds = classCount === 2 ? Math.log(share / (1 - share)) : Math.log(share)
    start[featureCount + output] = Math.min(30, Math.max(-30, odds)) / scale
  }

  const coefficients = new Float64Array(featureCount)
  const intercepts = new Float64Array(outputs)
  const place = (x: Float64Array) => {
    for (let output = 0; output < outputs; output += 1) {
      intercepts[output] = (x[featureCount + output] as number) * (scales[featureCount + output] as number)
    }
    for (let column = 0; column < columnCount; column += 1) {
      const mean = means[column] as number
      for (let output = 0; output < outputs; output += 1) {
        const at = column * outputs + output
        const coefficient = (x[at] as number) * (scales[at] as number)
        coefficients[at] = coefficient
        intercepts[output] = (intercepts[output] as number) - coefficient * mean
      }
    }
  }

  const scores = new Float64Array(blockRows * outputs)
  const sums = new Float64Array(outputs)
  const objective: Objective = {
    dimension: featureCount + outputs,
    l1: l1 > 0 ? scales.map((scale, index) => (index < featureCount ? l1 * scale : 0)) : undefined,
    evaluate(x, gradient) {
      place(x)
      gradient.fill(0)
      sums.fill(0)
      let loss = 0
      for (let from = 0; from < rowCount; from += blockRows) {
        const rows = { start: from, end: Math.min(rowCount, from + blockRows) }
        const used = (rows.end - from) * outputs
        for (let at = 0; at < used; at += 1) scores[at] = intercepts[at % outputs] as number
        addProducts(matrix, rows, coefficients, scores, outputs)
        loss +=
          classCount === 2
            ? twoClassResiduals(scores, rows, labels, weights)
            : multiclassResiduals(scores, rows, labels, weights, classCount)
        for (let at = 0; at < used; at += 1) {
          const output = at % outputs
          sums[output] = (sums[output] as number) + (scores[at] as number)
        }
        addTransposedProducts(matrix, rows, scores, gradient, outputs)
      }
      let squares = 0
      for (let at = 0; at < featureCount; at += 1) {
        const output = at % outputs
        const mean = means[(at - output) / outputs] as number
        const coefficient = coefficients[at] as number
        squares += coefficient * coefficient
        const slope = (gradient[at] as number) - mean * (sums[output] as number) + l2 * coefficient
        gradient[at] = slope * (scales[at] as number)
      }
      for (let output = 0; output < outputs; output += 1) {
        gradient[featureCount + output] = (sums[output] as number) * (scales[featureCount + output] as number)
      }
      return loss + (l2 / 2) * squares
    },
  }
  const { x, ...minimum } = minimize(objective, start, {
    ...options,
    onIteration: (iteration, value) => options.onIteration(iteration, value / totalWeight),
  })
  place(x)
  if (outputs > 1) centre(intercepts)
  return { coefficients, intercepts, minimum }
}

function classShares(labels: Float64Array, weights: Float64Array | undefined, classCount: number): Float64Array {
  const shares = new Float64Array(classCount)
  let total = 0
  for (let row = 0; row < labels.length; row += 1) {
    const weight = weights === undefined ? 1 : (weights[row] as number)
    const label = labels[row] as number
    shares[label] = (shares[label] as number) + weight
    total += weight
  }
  return shares.map((share) => share / total)
}

/** The same added to all intercepts changes no probability; their sum is made 0, so that one model has one form. */
function centre(intercepts: Float64Array): void {
  const mean = intercepts.reduce((sum, intercept) => sum + intercept, 0) / intercepts.length
  for (let output = 0; output < intercepts.length; output += 1) {
    intercepts[output] = (intercepts[output] as number) - mean
  }
}
