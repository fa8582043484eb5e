import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { denseMatrix, toSparse } from '../boosted-trees/made-up-examples.fixture.ts'
import { createSeededRandom } from '../seeded-random.ts'
import { type ClusterMetric, columnMeans } from './centroids.ts'
import { findClusters } from './find-clusters.ts'
import { findFirstCentroids, type Initialization, initializations } from './first-centroids.ts'
import { createNearestCluster } from './nearest-cluster.ts'

interface VectorCase {
  readonly clusters: number
  readonly seed: number
  readonly rows: number
  readonly centers: readonly (readonly number[])[]
  readonly assignments: readonly number[]
  readonly cost: number
  readonly distancesOfFirstRows: readonly (readonly number[])[]
}
const vectorFile = join(import.meta.dirname, '../../../../../tests/vectors/k-means.json')
const vectors = JSON.parse(readFileSync(vectorFile, 'utf8')) as { readonly cases: readonly VectorCase[] }

/** The same as in tools/vectors/trees_and_clusters.py. */
function makePoints(clusters: number, seed: number, rowCount: number): FeatureMatrix {
  const random = createSeededRandom(seed)
  const centers = Array.from({ length: clusters }, () => Array.from({ length: 4 }, () => random() * 10))
  const dense = Array.from({ length: 4 }, () => new Float64Array(rowCount))
  for (let row = 0; row < rowCount; row += 1) {
    for (const [column, value] of (centers[row % clusters] as number[]).entries()) {
      ;(dense[column] as Float64Array)[row] = value + 2 * (random() + random() - 1)
    }
  }
  return denseMatrix(dense)
}

interface Options {
  readonly count: number
  readonly metric?: ClusterMetric
  readonly initialization?: Initialization
  readonly labels?: Int32Array
  readonly seed?: number
  readonly iterations?: number
}

function cluster(matrix: FeatureMatrix, options: Options) {
  const {
    count,
    metric = 'euclidean',
    initialization = 'k-means-plus-plus',
    labels,
    seed = 1,
    iterations = 300,
  } = options
  const random = createSeededRandom(seed)
  const first = findFirstCentroids(matrix, columnMeans(matrix), { metric, count, initialization, labels, random })
  const steps = findClusters(matrix, first, iterations)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return { ...step.value, ...createNearestCluster(step.value.centroids)(matrix) }
  }
}

const rowsOf = (numbers: Float64Array, width: number) =>
  Array.from({ length: numbers.length / width }, (_, row) => [...numbers.slice(row * width, (row + 1) * width)])

describe('k-means beside that of scikit-learn', () => {
  it.each(vectors.cases)('finds the same $clusters centers from the same beginning', (expected) => {
    const found = cluster(makePoints(expected.clusters, expected.seed, expected.rows), {
      count: expected.clusters,
      initialization: 'first-n',
    })
    const close = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map((x) => expect.closeTo(x, 4)))
    expect(rowsOf(found.centroids.positions, 4)).toEqual(close(expected.centers))
    expect([...found.assignments.slice(0, 50)]).toEqual(expected.assignments)
    expect(found.costs.at(-1)).toBeCloseTo(expected.cost, 4)
    expect(rowsOf(found.distances, expected.clusters).slice(0, 3)).toEqual(close(expected.distancesOfFirstRows))
  })
})

describe('k-means', () => {
  const points = makePoints(3, 43, 90)
  const groups = (assignments: Int32Array) =>
    [0, 1, 2].map((first) => new Set([...assignments].filter((_, row) => row % 3 === first)))

  it.each(initializations)('finds groups that lie apart, begun with %s', (initialization) => {
    const labels = Int32Array.from({ length: 90 }, (_, row) => row % 3)
    const found = cluster(points, { count: 3, initialization, labels })
    expect(groups(found.assignments).map(({ size }) => size)).toEqual([1, 1, 1])
    expect(new Set(found.assignments).size).toBe(3)
    expect(cluster(points, { count: 3, initialization, labels })).toEqual(found)
  })

  it('gives clusters the numbers of the classes that they began with', () => {
    const labels = Int32Array.from({ length: 90 }, (_, row) => [2, 0, 1][row % 3] as number)
    expect(cluster(points, { count: 3, initialization: 'use-label-column', labels }).assignments).toEqual(labels)
  })

  it('begins clusters that no label names at rows far away', () => {
    const labels = Int32Array.from({ length: 90 }, (_, row) => (row === 0 ? 1 : -1))
    const found = cluster(points, { count: 3, initialization: 'use-label-column', labels })
    expect(groups(found.assignments).map(({ size }) => size)).toEqual([1, 1, 1])
    expect(found.assignments[0]).toBe(1)
  })

  it('never raises the cost', () => {
    const { costs } = cluster(makePoints(8, 48, 300), { count: 8, initialization: 'random' })
    for (const [step, cost] of costs.entries())
      if (step > 0) expect(cost).toBeLessThanOrEqual(costs[step - 1] as number)
  })

  it('finds the same in sparse and in dense columns', () => {
    for (const metric of ['euclidean', 'cosine'] as const) {
      const dense = cluster(points, { count: 3, metric })
      const sparse = cluster(toSparse(points), { count: 3, metric })
      expect(sparse.assignments).toEqual(dense.assignments)
      expect([...sparse.distances]).toEqual([...dense.distances].map((distance) => expect.closeTo(distance, 6)))
    }
  })

  it('groups by direction under cosine, whatever the length', () => {
    const random = createSeededRandom(2)
    const angles = Array.from({ length: 60 }, (_, row) => (row % 2 === 0 ? 0.3 : 1.2) + 0.1 * random())
    const lengths = angles.map(() => 0.01 + 100 * random())
    const columns = [Math.cos, Math.sin].map((part) =>
      Float64Array.from(angles, (angle, row) => part(angle) * (lengths[row] as number)),
    )
    const { assignments, distances } = cluster(denseMatrix(columns), { count: 2, metric: 'cosine' })
    expect(new Set(assignments.map((cluster, row) => cluster ^ (row % 2))).size).toBe(1)
    expect(Math.max(...distances)).toBeLessThan(2)
  })

  it('begins a cluster that lost its rows anew where rows lie far from their center', () => {
    const column = Float64Array.of(0, 0, 0, 0, 10, 10, 20, 20)
    const found = cluster(denseMatrix([column]), { count: 3, initialization: 'first-n' })
    expect([...found.centroids.positions].sort((a, b) => a - b)).toEqual([0, 10, 20])
  })

  it('leaves clusters empty when there are fewer different rows', () => {
    const found = cluster(denseMatrix([Float64Array.of(1, 1, 1, 2)]), { count: 4 })
    expect(found.costs.at(-1)).toBe(0)
  })

  it('takes the mean of a column for what is missing', () => {
    const matrix = denseMatrix([Float64Array.of(0, 0, 10, 10, Number.NaN), Float64Array.of(1, 1, 9, 9, 9)])
    expect([...cluster(matrix, { count: 2, initialization: 'evenly' }).assignments]).toEqual([0, 0, 1, 1, 1])
  })

  it('assigns rows one by one as all at once', () => {
    const found = cluster(points, { count: 3 })
    const assign = createNearestCluster(found.centroids)
    for (let row = 0; row < 90; row += 7) {
      const one = assign(denseMatrix(points.dense.map((column) => column.slice(row, row + 1))))
      expect(one.assignments).toEqual(found.assignments.slice(row, row + 1))
      expect(one.distances).toEqual(found.distances.slice(row * 3, row * 3 + 3))
    }
  })

  it('comes to an end with any numbers', () => {
    const number = fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(0, 1, Number.NaN))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number), { minLength: 4, maxLength: 30 }),
        fc.constantFrom(...initializations),
        fc.constantFrom<ClusterMetric>('euclidean', 'cosine'),
        (rows, initialization, metric) => {
          const odd = denseMatrix([0, 1].map((column) => Float64Array.from(rows, (row) => row[column] as number)))
          for (const form of [odd, toSparse(odd)]) {
            const { assignments, distances } = cluster(form, { count: 4, initialization, metric, iterations: 20 })
            expect(assignments.every((found) => found >= 0 && found < 4)).toBe(true)
            expect(distances.every((distance) => distance >= 0)).toBe(true)
          }
        },
      ),
      { seed: 1, numRuns: 200 },
    )
  })
})
