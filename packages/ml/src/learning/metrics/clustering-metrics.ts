export interface ClusterMetrics {
  readonly averageToOther: number
  readonly averageToCenter: number
  readonly points: number
  readonly maximal: number
}

/**
 * How close points are to the centre of their cluster and to those of others; of no points, NaN.
 * @param distances one array a cluster
 * @returns all points together, then each cluster
 */
export function clusteringMetrics(
  assignments: Float64Array,
  distances: readonly Float64Array[],
): readonly ClusterMetrics[] {
  const clusters = distances.map((_, cluster) => measure(assignments, distances, (row) => assignments[row] === cluster))
  return [measure(assignments, distances, () => true), ...clusters]
}

function measure(
  assignments: Float64Array,
  distances: readonly Float64Array[],
  isMeant: (row: number) => boolean,
): ClusterMetrics {
  let [toCenter, toOther, points, maximal] = [0, 0, 0, Number.NaN]
  for (let row = 0; row < assignments.length; row += 1) {
    if (!isMeant(row)) continue
    const own = distances[assignments[row] as number]?.[row] as number
    let all = 0
    for (const each of distances) all += each[row] as number
    points += 1
    toCenter += own
    toOther += (all - own) / (distances.length - 1)
    maximal = own > maximal || Number.isNaN(maximal) ? own : maximal
  }
  return { averageToOther: toOther / points, averageToCenter: toCenter / points, points, maximal }
}
