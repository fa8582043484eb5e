/**
 * Turns scores into residuals (probability minus what was, times weight), in place.
 * @param scores one a row, from `start`; the probability of the second class is 1 ÷ (1 + e^-score)
 * @param labels 0 or 1
 * @returns sum of the weighted losses, natural logarithm
 */
export function twoClassResiduals(
  scores: Float64Array,
  rows: { readonly start: number; readonly end: number },
  labels: Float64Array,
  weights: Float64Array | undefined,
): number {
  let loss = 0
  for (let row = rows.start; row < rows.end; row += 1) {
    const at = row - rows.start
    const score = scores[at] as number
    const label = labels[row] as number
    const weight = weights === undefined ? 1 : (weights[row] as number)
    // Of the larger of the two exponentials nothing is taken, so that none overflows.
    const small = Math.exp(-Math.abs(score))
    const probability = score >= 0 ? 1 / (1 + small) : small / (1 + small)
    loss += weight * (Math.log1p(small) + (label === 1 ? Math.max(0, -score) : Math.max(0, score)))
    scores[at] = weight * (probability - label)
  }
  return loss
}

/**
 * Like `twoClassResiduals`, for any number of classes.
 * @param scores row after row from `start`, one a class; their exponentials are in the ratio of the probabilities
 * @param labels place of the class
 */
export function multiclassResiduals(
  scores: Float64Array,
  rows: { readonly start: number; readonly end: number },
  labels: Float64Array,
  weights: Float64Array | undefined,
  classCount: number,
): number {
  let loss = 0
  for (let row = rows.start; row < rows.end; row += 1) {
    const from = (row - rows.start) * classCount
    const label = from + (labels[row] as number)
    const weight = weights === undefined ? 1 : (weights[row] as number)
    const labelScore = scores[label] as number
    const { highest, sum } = exponentials(scores, from, classCount)
    loss += weight * (highest + Math.log(sum) - labelScore)
    for (let at = from; at < from + classCount; at += 1) scores[at] = (weight * (scores[at] as number)) / sum
    scores[label] = (scores[label] as number) - weight
  }
  return loss
}

export const toProbability = (score: number): number => {
  const small = Math.exp(-Math.abs(score))
  return score >= 0 ? 1 / (1 + small) : small / (1 + small)
}

/** Scores of rows of classes become probabilities, in place. */
export function toProbabilities(scores: Float64Array, classCount: number): void {
  for (let from = 0; from < scores.length; from += classCount) {
    const { sum } = exponentials(scores, from, classCount)
    for (let at = from; at < from + classCount; at += 1) scores[at] = (scores[at] as number) / sum
  }
}

/** Replaces scores by their exponentials, the highest one by 1. */
function exponentials(scores: Float64Array, from: number, count: number): { highest: number; sum: number } {
  let highest = Number.NEGATIVE_INFINITY
  for (let at = from; at < from + count; at += 1) highest = Math.max(highest, scores[at] as number)
  let sum = 0
  for (let at = from; at < from + count; at += 1) {
    const exponential = Math.exp((scores[at] as number) - highest)
    scores[at] = exponential
    sum += exponential
  }
  return { highest, sum }
}
