import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { type Centroids, columnMeans } from '../algorithms/k-means/centroids.ts'
import { findClusters } from '../algorithms/k-means/find-clusters.ts'
import { findFirstCentroids, initializations } from '../algorithms/k-means/first-centroids.ts'
import { createNearestCluster } from '../algorithms/k-means/nearest-cluster.ts'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import type { Clusterer } from './learner.ts'
import { runSteps } from './run-steps.ts'
import { randomSeed, rangeOf, trainerMode, whenSingle } from './trainer-mode.ts'

/** What k-means learns. */
export type KMeansState = {
  readonly centroids: { readonly [Part in keyof Centroids]: Centroids[Part] }
  /** After each iteration: the sum of all distances to the nearest center, squared under `euclidean`. */
  readonly costs: Float64Array
}

export const labelModes = ['ignore', 'fill-missing-values', 'overwrite-from-closest'] as const
export type LabelMode = (typeof labelModes)[number]

const clusters = z.int().min(2).max(10_000)
const iterationLimit = z.int().min(1).max(100_000)

/** @see reference: AzureML, 4.5 */
export const kMeansParameters = z.strictObject({
  trainerMode,
  clusterCount: clusters.default(2).meta({
    title: 'Number of centroids',
    description: 'Clusters to be found.',
    visibleWhen: whenSingle,
  }),
  clusterCountRange: rangeOf(clusters, 'Range for number of centroids', [2, 3, 4, 5]),
  initialization: z
    .enum(initializations)
    .default('k-means-plus-plus')
    .meta({
      title: 'Initialization',
      description: 'Where the centers begin.',
      valueTitles: {
        'k-means-plus-plus': 'K-Means++',
        'first-n': 'First N',
        random: 'Random',
        'k-means-plus-plus-fast': 'K-Means++Fast',
        evenly: 'Evenly',
        'use-label-column': 'Use label column',
      },
    }),
  randomSeed,
  metric: z
    .enum(['euclidean', 'cosine'])
    .default('euclidean')
    .meta({
      title: 'Metric',
      description: 'The straight line between two rows, or the angle between them whatever their lengths.',
      valueTitles: { euclidean: 'Euclidean', cosine: 'Cosine' },
    }),
  iterations: iterationLimit
    .default(100)
    .meta({ title: 'Iterations', description: 'At most so many; fewer where no row moves any more.' }),
  assignLabelMode: z
    .enum(labelModes)
    .default('ignore')
    .meta({
      title: 'Assign label mode',
      description: 'What becomes of a column that is marked as label.',
      valueTitles: {
        ignore: 'Ignore label column',
        'fill-missing-values': 'Fill missing values',
        'overwrite-from-closest': 'Overwrite from closest to center',
      },
    }),
})

/** What the clusterer reads of its module's parameters. */
const settings = kMeansParameters.pick({
  clusterCount: true,
  initialization: true,
  randomSeed: true,
  metric: true,
  iterations: true,
})

export const kMeansClusterer: Clusterer = {
  task: 'clustering',
  async train({ matrix, classes }, parameters, context): Promise<KMeansState> {
    const {
      clusterCount: count,
      initialization,
      randomSeed: seed,
      metric,
      iterations,
    } = settings.strip().parse(parameters)
    if (matrix.rowCount < count) throw new AppError('TooFewRows', { dataset: 'Dataset', minimum: count })
    if (hasInfinite(matrix.dense)) throw new AppError('IsInfinite', { value: 'Infinity' })
    if (initialization === 'use-label-column' && classes === undefined) {
      throw new AppError('LabelMissing', { dataset: 'Dataset' })
    }
    const random = createSeededRandom(seed ?? context.seed)
    const options = { metric, count, initialization, labels: classes, random }
    const first = findFirstCentroids(matrix, columnMeans(matrix), options)
    let isDone = false
    const { centroids, costs } = await runSteps(
      findClusters(matrix, first, iterations),
      context,
      ({ iteration, cost, moved }) => {
        isDone = moved === 0
        context.progress(iteration / iterations, `iteration ${iteration}, cost ${cost.toPrecision(6)}`, cost)
      },
    )
    const ending = isDone ? 'no row moves any more' : 'rows were still moving'
    context.log(`Ended after ${costs.length} iterations: ${ending}.`)
    return { centroids, costs }
  },
  describe(state, features) {
    const { centroids, costs } = state as KMeansState
    const { metric, count, width, positions } = centroids
    const centers = Array.from({ length: count }, (_, cluster) => [
      ...positions.subarray(cluster * width, (cluster + 1) * width),
    ])
    return { kind: 'clusters', metric, features, centers, losses: [...costs] }
  },
  predictor: (state) => createNearestCluster((state as KMeansState).centroids),
}

const hasInfinite = (dense: readonly Float64Array[]): boolean =>
  dense.some((numbers) =>
    numbers.some((number) => number === Number.POSITIVE_INFINITY || number === Number.NEGATIVE_INFINITY),
  )
