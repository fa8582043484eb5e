import { expect, it } from 'vitest'
import { curveOf, outcomesAt, type ThresholdPoint, thresholdFigures } from './threshold-figures.ts'

const point = (threshold: number | null, ...counts: readonly [number, number, number, number]): ThresholdPoint => {
  const [truePositives, falsePositives, trueNegatives, falseNegatives] = counts
  return { threshold, truePositives, falsePositives, trueNegatives, falseNegatives }
}
const points = [point(null, 0, 0, 4, 4), point(0.9, 2, 0, 4, 2), point(0.4, 3, 1, 3, 1), point(0.1, 4, 4, 0, 0)]

it('takes the outcomes of the lowest threshold that is not below the wanted one', () => {
  const thresholdOf = (wanted: number) => (outcomesAt(points, wanted) as ThresholdPoint).threshold
  expect([1, 0.95, 0.9, 0.5, 0.4, 0.05, 0].map(thresholdOf)).toEqual([null, null, 0.9, 0.9, 0.4, 0.1, 0.1])
  expect(outcomesAt([], 0.5).truePositives).toBe(0)
})

it('computes figures from outcomes, a share of nothing being 0', () => {
  expect(thresholdFigures(outcomesAt(points, 0.4))).toEqual({
    accuracy: 0.75,
    precision: 0.75,
    recall: 0.75,
    fScore: 0.75,
    falsePositiveRate: 0.25,
    positiveRate: 0.5,
    lift: 1.5,
  })
  expect(thresholdFigures(outcomesAt(points, 1))).toMatchObject({ accuracy: 0.5, precision: 0, fScore: 0, lift: 0 })
})

it('draws curves from left to right, without points that are shares of nothing', () => {
  expect(curveOf('roc', points)).toEqual([
    [0, 0],
    [0, 0.5],
    [0.25, 0.75],
    [1, 1],
  ])
  expect(curveOf('precisionRecall', points)).toEqual([
    [0.5, 1],
    [0.75, 0.75],
    [1, 0.5],
  ])
  expect(curveOf('lift', points)).toEqual([
    [0.25, 2],
    [0.5, 1.5],
    [1, 1],
  ])
})
