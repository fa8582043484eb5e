import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { type Centroids, createDistanceMeter, createRowReader, nearest } from './centroids.ts'
import { createClusterMeans } from './cluster-means.ts'

export interface ClusteringStep {
  readonly iteration: number
  /** Sum over rows of the distance to their center, squared under `euclidean`. */
  readonly cost: number
  /** Rows that changed their cluster. */
  readonly moved: number
}

export interface Clusters {
  readonly centroids: Centroids
  /** After each iteration. */
  readonly costs: Float64Array
}

/**
 * Lloyd's iterations: each row to its nearest center, each center to the mean of its rows, until no row moves.
 * A cluster that lost all rows begins anew at the row that lies farthest from its center.
 * Yields after each iteration, so that whoever trains can stop, report, or let others work.
 */
export function* findClusters(
  matrix: FeatureMatrix,
  first: Centroids,
  maxIterations: number,
): Generator<ClusteringStep, Clusters> {
  const { count, metric, fillings, denseCount } = first
  const positions = first.positions.slice()
  const centroids = { ...first, positions }
  const assignments = new Int32Array(matrix.rowCount).fill(-1)
  const own = new Float64Array(matrix.rowCount)
  const distances = new Float64Array(count)
  const reader = createRowReader(fillings, denseCount)
  const costs: number[] = []
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    const meter = createDistanceMeter(centroids)
    const means = createClusterMeans(metric, count, first)
    let moved = 0
    let cost = 0
    for (let row = 0; row < matrix.rowCount; row += 1) {
      reader.read(matrix, row)
      meter.measure(reader, distances, 0)
      const cluster = nearest(distances, 0, count)
      if (assignments[row] !== cluster) moved += 1
      assignments[row] = cluster
      own[row] = distances[cluster] as number
      cost += distances[cluster] as number
      means.add(reader, cluster)
    }
    means.writeTo(positions)
    const refilled = refillEmpty(matrix, centroids, means.counts, own)
    costs.push(cost)
    yield { iteration, cost, moved }
    if (moved === 0 && refilled === 0) break
  }
  return { centroids, costs: Float64Array.from(costs) }
}

/** @returns how many clusters were moved */
function refillEmpty(matrix: FeatureMatrix, centroids: Centroids, counts: Float64Array, own: Float64Array): number {
  const { width, denseCount, fillings, metric, positions } = centroids
  let refilled = 0
  for (const [cluster, rowCount] of counts.entries()) {
    if (rowCount > 0) continue
    const farthest = own.reduce((best, distance, row) => (distance > (own[best] as number) ? row : best), 0)
    // Every row lies on its center: there is nothing that another center could bring nearer.
    if ((own[farthest] as number) === 0) continue
    own[farthest] = 0
    const reader = createRowReader(fillings, denseCount)
    reader.read(matrix, farthest)
    const alone = createClusterMeans(metric, 1, { width, denseCount })
    alone.add(reader, 0)
    alone.writeTo(positions.subarray(cluster * width, (cluster + 1) * width))
    refilled += 1
  }
  return refilled
}
