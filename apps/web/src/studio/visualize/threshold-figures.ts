import type { EvaluationAnswer } from '@sluice/contracts'

type TwoClass = Extract<EvaluationAnswer, { kind: 'two-class' }>['datasets'][number]
export type ThresholdPoint = TwoClass['points'][number]
export type Outcomes = Pick<ThresholdPoint, 'truePositives' | 'falsePositives' | 'trueNegatives' | 'falseNegatives'>

/** A share of nothing is 0, as in the metrics of the server. */
const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Outcomes where scores from a threshold on count as positive. @param points the highest threshold first */
export function outcomesAt(points: readonly ThresholdPoint[], threshold: number): Outcomes {
  const taken = points.findLast((point) => point.threshold === null || point.threshold >= threshold)
  return taken ?? points[0] ?? { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 }
}

/** Figures that follow from outcomes, in the order in which they are shown. */
export function thresholdFigures({ truePositives, falsePositives, trueNegatives, falseNegatives }: Outcomes) {
  const precision = ratio(truePositives, truePositives + falsePositives)
  const recall = ratio(truePositives, truePositives + falseNegatives)
  const all = truePositives + falsePositives + trueNegatives + falseNegatives
  return {
    accuracy: ratio(truePositives + trueNegatives, all),
    precision,
    recall,
    fScore: ratio(2 * precision * recall, precision + recall),
    falsePositiveRate: ratio(falsePositives, falsePositives + trueNegatives),
    positiveRate: ratio(truePositives + falsePositives, all),
    lift: ratio(precision, ratio(truePositives + falseNegatives, all)),
  }
}

export type CurveKind = 'roc' | 'precisionRecall' | 'lift'

/** Where outcomes are on a curve. */
export function curvePoint(kind: CurveKind, outcomes: Outcomes): readonly [x: number, y: number] {
  const { falsePositiveRate, recall, precision, positiveRate, lift } = thresholdFigures(outcomes)
  if (kind === 'roc') return [falsePositiveRate, recall]
  return kind === 'lift' ? [positiveRate, lift] : [recall, precision]
}

/** Points of a curve from left to right. */
export function curveOf(kind: CurveKind, points: readonly ThresholdPoint[]): readonly (readonly [number, number])[] {
  // Where nothing is taken, precision and lift are shares of nothing.
  const drawn = kind === 'roc' ? points : points.filter((point) => point.truePositives + point.falsePositives > 0)
  return drawn.map((point) => curvePoint(kind, point))
}
