import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clusteringMetrics } from './clustering-metrics.ts'
import { confusionMatrix, multiclassMetrics } from './multiclass-metrics.ts'
import { histogram, regressionMetrics } from './regression-metrics.ts'
import { twoClassCurve, twoClassMetrics } from './two-class-metrics.ts'

interface Vectors {
  readonly twoClass: readonly { name: string; labels: number[]; probabilities: number[]; expected: Metrics }[]
  readonly multiclass: readonly { labels: number[]; predicted: number[]; expected: Metrics }[]
  readonly regression: readonly { labels: number[]; predicted: number[]; expected: Metrics }[]
}
type Metrics = Readonly<Record<string, number>>

const file = new URL('../../../../../tests/vectors/metrics.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

function expectMetrics(found: Metrics, expected: Metrics) {
  for (const [name, value] of Object.entries(expected)) expect(found[name], name).toBeCloseTo(value, 10)
}

const scoresOf = (labels: readonly number[], probabilities: readonly number[]) => ({
  isPositive: Uint8Array.from(labels),
  probabilities: Float64Array.from(probabilities),
})

describe('metrics', () => {
  it.each(vectors.twoClass)(
    'of two classes are those of scikit-learn: $name',
    ({ labels, probabilities, expected }) => {
      expectMetrics(twoClassMetrics(scoresOf(labels, probabilities)), expected)
    },
  )

  it.each(vectors.multiclass)('of several classes are those of scikit-learn', ({ labels, predicted, expected }) => {
    expectMetrics(multiclassMetrics(confusionMatrix(labels.map(String), predicted.map(String))), expected)
  })

  it.each(vectors.regression)('of regression are those of scikit-learn', ({ labels, predicted, expected }) => {
    expectMetrics(regressionMetrics(Float64Array.from(labels), Float64Array.from(predicted)), expected)
  })

  it('of two classes say what can be said when there is only one', () => {
    expect(twoClassMetrics(scoresOf([0, 0], [0.2, 0.4]))).toMatchObject({
      Accuracy: 1,
      Precision: 0,
      Recall: 0,
      'F-Score': 0,
      AUC: Number.NaN,
      'Training Log Loss': Number.NaN,
    })
  })

  it('bear a probability that was wrong for certain', () => {
    const metrics = twoClassMetrics(scoresOf([0, 1], [1, 0]))
    expect(metrics.AUC).toBe(0)
    expect(metrics['Average Log Loss']).toBeCloseTo(34.54, 2)
  })

  it('of clusters average distances to the own centre and to others', () => {
    const distances = [Float64Array.of(1, 2, 9), Float64Array.of(5, 8, 3), Float64Array.of(7, 6, 5)]
    expect(clusteringMetrics(Float64Array.of(0, 0, 1), distances)).toEqual([
      { averageToOther: 20 / 3, averageToCenter: 2, points: 3, maximal: 3 },
      { averageToOther: 6.5, averageToCenter: 1.5, points: 2, maximal: 2 },
      { averageToOther: 7, averageToCenter: 3, points: 1, maximal: 3 },
      { averageToOther: Number.NaN, averageToCenter: Number.NaN, points: 0, maximal: Number.NaN },
    ])
  })
})

describe('the curve of two classes', () => {
  it('goes from no row to all, rows of one probability together', () => {
    const points = twoClassCurve(scoresOf([1, 0, 1, 0], [0.9, 0.4, 0.4, 0.1]))
    expect(points.map(({ threshold }) => threshold)).toEqual([Number.NaN, 0.9, 0.4, 0.1])
    expect(points.map(({ counts }) => Object.values(counts))).toEqual([
      [0, 0, 2, 2],
      [1, 0, 2, 1],
      [2, 1, 1, 0],
      [2, 2, 0, 0],
    ])
  })

  it('has no more points than a view can show, and still both ends', () => {
    const probabilities = Array.from({ length: 20_000 }, (_, row) => row / 20_000)
    const points = twoClassCurve(
      scoresOf(
        probabilities.map((_, row) => row % 2),
        probabilities,
      ),
    )
    expect(points.length).toBeLessThanOrEqual(500)
    expect(points.length).toBeGreaterThan(400)
    expect(points[0]?.counts).toEqual({
      truePositives: 0,
      falsePositives: 0,
      trueNegatives: 10_000,
      falseNegatives: 10_000,
    })
    expect(points.at(-1)?.counts).toEqual({
      truePositives: 10_000,
      falsePositives: 10_000,
      trueNegatives: 0,
      falseNegatives: 0,
    })
  })
})

describe('a histogram', () => {
  it('has equal widths, the largest value in the last', () => {
    expect(histogram(Float64Array.of(0, 1, 2, 4), 2)).toEqual([
      { from: 0, to: 2, count: 2 },
      { from: 2, to: 4, count: 2 },
    ])
    expect(histogram(Float64Array.of(3, 3))).toEqual([{ from: 3, to: 3, count: 2 }])
  })
})
