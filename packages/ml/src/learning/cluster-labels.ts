import { type Column, cellWriter, isMissing } from '@sluice/dataflow'
import { distinctValues } from './feature-encoding.ts'

/** Place of each row's label among the labels in their order; -1 = missing. */
export function encodeClusterClasses(column: Column): Int32Array {
  const places = new Map(distinctValues(column, Number.POSITIVE_INFINITY)?.map((value, place) => [value, place]))
  return Int32Array.from({ length: column.values.length }, (_, row) =>
    isMissing(column.missing, row) ? -1 : (places.get(column.values[row] as string | number | bigint) ?? -1),
  )
}

export interface AssignedRows {
  readonly assignments: Int32Array
  readonly distances: Float64Array
  readonly clusterCount: number
}

/**
 * Text of a label for each cluster: that of the row closest to its center, or the most frequent one among its rows.
 * Null where no row of the cluster has a label.
 */
export function clusterLabels(
  column: Column,
  mode: 'fill-missing-values' | 'overwrite-from-closest',
  { assignments, distances, clusterCount }: AssignedRows,
): (string | null)[] {
  const toText = cellWriter(column.type)
  const labelled = [...assignments.keys()].filter((row) => !isMissing(column.missing, row))
  return Array.from({ length: clusterCount }, (_, cluster) => {
    const rows = labelled.filter((row) => assignments[row] === cluster)
    const row =
      mode === 'overwrite-from-closest'
        ? first(
            rows,
            (a, b) =>
              (distances[a * clusterCount + cluster] as number) - (distances[b * clusterCount + cluster] as number),
          )
        : first(rows, byFrequency(column, rows))
    return row === undefined ? null : toText(column.values[row] as string | number | bigint)
  })
}

/** The least by an order; of equal ones the first. */
const first = (rows: readonly number[], compare: (a: number, b: number) => number): number | undefined =>
  rows.length === 0 ? undefined : rows.reduce((best, row) => (compare(row, best) < 0 ? row : best))

function byFrequency(column: Column, rows: readonly number[]): (a: number, b: number) => number {
  const counts = new Map<unknown, number>()
  for (const row of rows) counts.set(column.values[row], (counts.get(column.values[row]) ?? 0) + 1)
  return (a, b) => (counts.get(column.values[b]) ?? 0) - (counts.get(column.values[a]) ?? 0)
}
