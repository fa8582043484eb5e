/** Rows that have both a label and a score. */
export interface TwoClassScores {
  /** 1 where the label is the positive class. */
  readonly isPositive: Uint8Array
  /** Of the positive class. */
  readonly probabilities: Float64Array
}

export interface Counts {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
}

/** A probability that is 0 or 1 would make a wrong row infinitely bad. */
const smallest = 1e-15

/**
 * Metrics at the threshold 0.5, by the names that the studio shows; NaN where one is not defined.
 * Log losses are natural; Training Log Loss is what the model gains over always saying the share of the positive class,
 * in percent.
 */
export function twoClassMetrics(scores: TwoClassScores): Readonly<Record<string, number>> {
  const { isPositive, probabilities } = scores
  const counts = countAt(scores, 0.5)
  const rowCount = isPositive.length
  const positives = counts.truePositives + counts.falseNegatives
  let loss = 0
  for (let row = 0; row < rowCount; row += 1) {
    const probability = Math.min(1 - smallest, Math.max(smallest, probabilities[row] as number))
    loss -= Math.log(isPositive[row] === 1 ? probability : 1 - probability)
  }
  const averageLoss = loss / rowCount
  const share = positives / rowCount
  const priorLoss = -(share * Math.log(share) + (1 - share) * Math.log(1 - share))
  return {
    ...shareMetrics(counts),
    AUC: areaUnderCurve(scores),
    'Average Log Loss': averageLoss,
    'Training Log Loss': 100 * (1 - averageLoss / priorLoss),
  }
}

/** A share of nothing is 0, as a model that never says yes is never right in it. */
export function shareMetrics({ truePositives, falsePositives, trueNegatives, falseNegatives }: Counts) {
  const precision = ratio(truePositives, truePositives + falsePositives)
  const recall = ratio(truePositives, truePositives + falseNegatives)
  return {
    Accuracy: ratio(truePositives + trueNegatives, truePositives + falsePositives + trueNegatives + falseNegatives),
    Precision: precision,
    Recall: recall,
    'F-Score': ratio(2 * precision * recall, precision + recall),
  }
}

export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function countAt({ isPositive, probabilities }: TwoClassScores, threshold: number): Counts {
  let [truePositives, falsePositives, positives] = [0, 0, 0]
  for (let row = 0; row < isPositive.length; row += 1) {
    positives += isPositive[row] as number
    if (!((probabilities[row] as number) > threshold)) continue
    if (isPositive[row] === 1) truePositives += 1
    else falsePositives += 1
  }
  return {
    truePositives,
    falsePositives,
    trueNegatives: isPositive.length - positives - falsePositives,
    falseNegatives: positives - truePositives,
  }
}

/** Chance that a positive row has a higher probability than a negative one, equal ones counting half. */
function areaUnderCurve(scores: TwoClassScores): number {
  let [area, positives, negatives] = [0, 0, 0]
  for (const group of groupsOf(scores)) {
    area += group.negatives * (positives + group.positives / 2)
    positives += group.positives
    negatives += group.negatives
  }
  return area / (positives * negatives)
}

/** A point of the ROC, precision-recall and lift curves. */
export interface CurvePoint {
  /** Rows with at least this probability count as positive; NaN: none does. */
  readonly threshold: number
  readonly counts: Counts
}

/** Points from no row to all rows; rows of one probability come together. */
export function twoClassCurve(scores: TwoClassScores, mostPoints = 500): CurvePoint[] {
  const positives = scores.isPositive.reduce((sum, one) => sum + one, 0)
  const negatives = scores.isPositive.length - positives
  let [truePositives, falsePositives] = [0, 0]
  const pointAt = (threshold: number): CurvePoint => ({
    threshold,
    counts: {
      truePositives,
      falsePositives,
      trueNegatives: negatives - falsePositives,
      falseNegatives: positives - truePositives,
    },
  })
  const points = [pointAt(Number.NaN)]
  const rowsApart = scores.isPositive.length / (mostPoints - 2)
  let nextAt = 0
  let last: CurvePoint | undefined
  for (const group of groupsOf(scores)) {
    truePositives += group.positives
    falsePositives += group.negatives
    last = pointAt(group.probability)
    if (truePositives + falsePositives < nextAt) continue
    points.push(last)
    nextAt = truePositives + falsePositives + rowsApart
    last = undefined
  }
  return last === undefined ? points : [...points, last]
}

/** Rows of one probability together, the highest first. */
function* groupsOf({ isPositive, probabilities }: TwoClassScores) {
  const order = Int32Array.from(isPositive.keys()).sort(
    (left, right) => (probabilities[right] as number) - (probabilities[left] as number),
  )
  for (let at = 0; at < order.length; ) {
    const probability = probabilities[order[at] as number] as number
    let [positives, rows] = [0, 0]
    for (; at < order.length && probabilities[order[at] as number] === probability; at += 1) {
      positives += isPositive[order[at] as number] as number
      rows += 1
    }
    yield { probability, positives, negatives: rows - positives }
  }
}
