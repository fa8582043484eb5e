import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { type Centroids, createDistanceMeter, createRowReader, nearest } from './centroids.ts'

export interface ClusterAssignments {
  readonly assignments: Int32Array
  /** Row after row, one distance a cluster. */
  readonly distances: Float64Array
  readonly clusterCount: number
}

/** Prepares to find the nearest center of rows, and how far they are from each. */
export function createNearestCluster(centroids: Centroids): (matrix: FeatureMatrix) => ClusterAssignments {
  const { count, metric, fillings, denseCount } = centroids
  const meter = createDistanceMeter(centroids)
  const reader = createRowReader(fillings, denseCount)
  return (matrix) => {
    const assignments = new Int32Array(matrix.rowCount)
    const distances = new Float64Array(matrix.rowCount * count)
    for (let row = 0; row < matrix.rowCount; row += 1) {
      reader.read(matrix, row)
      meter.measure(reader, distances, row * count)
      assignments[row] = nearest(distances, row * count, count)
    }
    if (metric === 'euclidean') {
      for (let at = 0; at < distances.length; at += 1) distances[at] = Math.sqrt(distances[at] as number)
    }
    return { assignments, distances, clusterCount: count }
  }
}
