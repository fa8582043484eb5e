import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { type ClusterMetric, createRowReader, type RowReader } from './centroids.ts'

/** Sums up rows by cluster. */
export interface ClusterMeans {
  add(reader: RowReader, cluster: number): void
  readonly counts: Float64Array
  /** Writes the mean of each cluster that has rows; others keep what is there. */
  writeTo(positions: Float64Array): void
}

export function createClusterMeans(
  metric: ClusterMetric,
  count: number,
  { width, denseCount }: { readonly width: number; readonly denseCount: number },
): ClusterMeans {
  const sums = new Float64Array(count * width)
  const counts = new Float64Array(count)
  return {
    counts,
    add(reader, cluster) {
      const start = cluster * width
      const length = metric === 'cosine' ? Math.sqrt(reader.squaredLength()) : 1
      const factor = length === 0 ? 0 : 1 / length
      counts[cluster] = (counts[cluster] as number) + 1
      for (let column = 0; column < denseCount; column += 1) {
        sums[start + column] = (sums[start + column] as number) + factor * (reader.dense[column] as number)
      }
      for (let entry = 0; entry < reader.entryCount(); entry += 1) {
        const at = start + (reader.columns[entry] as number)
        sums[at] = (sums[at] as number) + factor * (reader.values[entry] as number)
      }
    },
    writeTo(positions) {
      for (let cluster = 0; cluster < count; cluster += 1) {
        if (counts[cluster] === 0) continue
        const sum = sums.subarray(cluster * width, (cluster + 1) * width)
        const divisor = metric === 'cosine' ? Math.sqrt(squares(sum)) : (counts[cluster] as number)
        // Rows that point everywhere have no direction together.
        if (divisor === 0) continue
        for (let column = 0; column < width; column += 1) {
          positions[cluster * width + column] = (sum[column] as number) / divisor
        }
      }
    },
  }
}

const squares = (numbers: Float64Array): number => numbers.reduce((sum, number) => sum + number * number, 0)

export interface MeanedRows {
  readonly metric: ClusterMetric
  readonly count: number
  readonly fillings: Float64Array
}

/** The means of rows that are already dealt out; -1 = left out. Clusters without rows lie at 0. */
export function meansByCluster(matrix: FeatureMatrix, rows: MeanedRows, clusterOf: (row: number) => number) {
  const denseCount = matrix.dense.length
  const width = rows.fillings.length
  const reader = createRowReader(rows.fillings, denseCount)
  const means = createClusterMeans(rows.metric, rows.count, { width, denseCount })
  for (let row = 0; row < matrix.rowCount; row += 1) {
    const cluster = clusterOf(row)
    if (cluster === -1) continue
    reader.read(matrix, row)
    means.add(reader, cluster)
  }
  const positions = new Float64Array(rows.count * width)
  means.writeTo(positions)
  return { positions, counts: means.counts }
}
