import { toProbability } from './exponential.ts'

/** What boosting minimises. */
export interface BoostingLoss {
  /** What every row begins with. */
  base(labels: Float64Array, weights: Float64Array | undefined): number
  /**
   * Writes slope and curvature of each row's loss at what is predicted so far.
   * @returns the mean loss by weight
   */
  differentiate(
    predictions: Float64Array,
    labels: Float64Array,
    weights: Float64Array | undefined,
    slopes: Float64Array,
    curvatures: Float64Array,
  ): number
  /** Greatest step that one tree may take before the learning rate. */
  readonly maxStep: number
}

/** Labels 0 and 1; what is predicted are log-odds. */
export const logisticLoss: BoostingLoss = {
  base(labels, weights) {
    const share = Math.min(1 - 1e-15, Math.max(1e-15, weightedMean(labels, weights)))
    return Math.log(share / (1 - share))
  },
  differentiate(predictions, labels, weights, slopes, curvatures) {
    let loss = 0
    let weightSum = 0
    // One logarithm for 16 rows: the product of their probabilities stays far from the smallest number.
    let product = 1
    for (let row = 0; row < labels.length; row += 1) {
      const label = labels[row] as number
      const weight = weights === undefined ? 1 : (weights[row] as number)
      const probability = toProbability(predictions[row] as number)
      slopes[row] = weight * (probability - label)
      curvatures[row] = weight * probability * (1 - probability)
      const right = Math.max(1e-18, label === 1 ? probability : 1 - probability)
      weightSum += weight
      if (weights !== undefined) {
        loss -= weight * Math.log(right)
        continue
      }
      product *= right
      if ((row & 15) === 15) {
        loss -= Math.log(product)
        product = 1
      }
    }
    return weightSum === 0 ? 0 : (loss - Math.log(product)) / weightSum
  },
  maxStep: 100,
}

/** What is predicted are the labels themselves. */
export const squaredError: BoostingLoss = {
  base: weightedMean,
  differentiate(predictions, labels, weights, slopes, curvatures) {
    let loss = 0
    let weightSum = 0
    for (let row = 0; row < labels.length; row += 1) {
      const weight = weights === undefined ? 1 : (weights[row] as number)
      const difference = (predictions[row] as number) - (labels[row] as number)
      slopes[row] = weight * difference
      curvatures[row] = weight
      loss += weight * difference * difference
      weightSum += weight
    }
    return weightSum === 0 ? 0 : loss / weightSum
  },
  maxStep: Number.POSITIVE_INFINITY,
}

/** 0 where there is no weight. */
function weightedMean(labels: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0
  let weightSum = 0
  for (let row = 0; row < labels.length; row += 1) {
    const weight = weights === undefined ? 1 : (weights[row] as number)
    sum += weight * (labels[row] as number)
    weightSum += weight
  }
  return weightSum === 0 ? 0 : sum / weightSum
}
