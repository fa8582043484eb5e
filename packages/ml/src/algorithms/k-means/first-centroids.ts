import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { type Centroids, type ClusterMetric, createDistanceMeter, createRowReader } from './centroids.ts'
import { meansByCluster } from './cluster-means.ts'

export const initializations = [
  'k-means-plus-plus',
  'first-n',
  'random',
  'k-means-plus-plus-fast',
  'evenly',
  'use-label-column',
] as const
export type Initialization = (typeof initializations)[number]

export interface FirstCentroidsOptions {
  readonly metric: ClusterMetric
  readonly count: number
  readonly initialization: Initialization
  /** Of each row a class from 0 on, or -1; for `use-label-column`. */
  readonly labels: Int32Array | undefined
  random(): number
}

/** Where the clusters begin. There are at least as many rows as clusters. */
export function findFirstCentroids(
  matrix: FeatureMatrix,
  fillings: Float64Array,
  options: FirstCentroidsOptions,
): Centroids {
  const { metric, count, initialization, labels, random } = options
  const frame = { metric, count, width: fillings.length, denseCount: matrix.dense.length, fillings }
  const atRows = (rows: readonly number[]): Centroids => ({ ...frame, positions: positionsOf(matrix, frame, rows) })
  const meansOf = (clusterOf: (row: number) => number) => meansByCluster(matrix, { metric, count, fillings }, clusterOf)
  switch (initialization) {
    case 'first-n':
      return atRows(Array.from({ length: count }, (_, row) => row))
    case 'random': {
      // Each has one row at least; the others fall where they fall.
      const order = shuffled(matrix.rowCount, random)
      const clusters = new Int32Array(matrix.rowCount)
      for (const [place, row] of order.entries()) {
        clusters[row] = place < count ? place : Math.floor(random() * count)
      }
      return { ...frame, positions: meansOf((row) => clusters[row] as number).positions }
    }
    case 'k-means-plus-plus':
      return atRows(spreadOut(matrix, frame, allRows(matrix.rowCount), random))
    case 'k-means-plus-plus-fast': {
      const sampleSize = Math.min(matrix.rowCount, Math.max(1000, 50 * count))
      return atRows(spreadOut(matrix, frame, shuffled(matrix.rowCount, random).slice(0, sampleSize).sort(), random))
    }
    case 'evenly':
      return { ...frame, positions: alongDiagonal(matrix, frame) }
    case 'use-label-column': {
      const { positions, counts } = meansOf((row) => {
        const label = labels?.[row] ?? -1
        return label < count ? label : -1
      })
      // What the labels do not name begins at rows far from the others.
      const named = [...counts.keys()].filter((cluster) => counts[cluster] !== 0)
      if (named.length === count) return { ...frame, positions }
      return { ...frame, positions: fillUp(matrix, frame, { positions, named }, random) }
    }
  }
}

type Frame = Omit<Centroids, 'positions'>

const allRows = (rowCount: number) => Int32Array.from({ length: rowCount }, (_, row) => row)

function shuffled(rowCount: number, random: () => number): Int32Array {
  const rows = allRows(rowCount)
  for (let place = rowCount - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1))
    const row = rows[place] as number
    rows[place] = rows[other] as number
    rows[other] = row
  }
  return rows
}

function positionsOf(matrix: FeatureMatrix, { metric, fillings }: Frame, rows: readonly number[]): Float64Array {
  const clusterByRow = new Map(rows.map((row, cluster) => [row, cluster]))
  const { positions } = meansByCluster(
    matrix,
    { metric, count: rows.length, fillings },
    (row) => clusterByRow.get(row) ?? -1,
  )
  return positions
}

/** The rows of the first centers: each at random, the likelier the farther (squared) from those before it. */
function spreadOut(matrix: FeatureMatrix, frame: Frame, candidates: Int32Array, random: () => number): number[] {
  const first = candidates[Math.floor(random() * candidates.length)] as number
  const chosen = [first]
  const distances = new Float64Array(candidates.length).fill(Number.POSITIVE_INFINITY)
  while (chosen.length < frame.count) {
    bringNear(matrix, frame, { candidates, distances }, positionsOf(matrix, frame, chosen.slice(-1)))
    chosen.push(candidates[drawFar(distances, candidates, chosen, random)] as number)
  }
  return chosen
}

interface Candidates {
  readonly candidates: Int32Array
  /** To the nearest center so far, squared. */
  readonly distances: Float64Array
}

function bringNear(matrix: FeatureMatrix, frame: Frame, { candidates, distances }: Candidates, center: Float64Array) {
  const meter = createDistanceMeter({ ...frame, count: 1, positions: center })
  const reader = createRowReader(frame.fillings, frame.denseCount)
  const found = new Float64Array(1)
  for (const [place, row] of candidates.entries()) {
    reader.read(matrix, row)
    meter.measure(reader, found, 0)
    const distance = found[0] as number
    distances[place] = Math.min(distances[place] as number, frame.metric === 'cosine' ? distance * distance : distance)
  }
}

function drawFar(
  distances: Float64Array,
  candidates: Int32Array,
  chosen: readonly number[],
  random: () => number,
): number {
  const sum = distances.reduce((total, distance) => total + distance, 0)
  let left = random() * sum
  let last = -1
  for (const [place, distance] of distances.entries()) {
    if (distance === 0) continue
    last = place
    left -= distance
    if (left < 0) break
  }
  if (last !== -1) return last
  // All rows are like those chosen: any other one.
  return candidates.findIndex((row) => !chosen.includes(row))
}

/** At the middles of equal parts of the line from the least to the greatest number of each column. */
function alongDiagonal(matrix: FeatureMatrix, { metric, count, width, denseCount, fillings }: Frame): Float64Array {
  const least = new Float64Array(width)
  const greatest = new Float64Array(width)
  for (const [column, numbers] of matrix.dense.entries()) {
    const present = numbers.filter((number) => Number.isFinite(number))
    least[column] = present.reduce((one, other) => Math.min(one, other), present[0] ?? (fillings[column] as number))
    greatest[column] = present.reduce((one, other) => Math.max(one, other), present[0] ?? (fillings[column] as number))
  }
  const { sparse } = matrix
  for (let entry = 0; sparse !== undefined && entry < (sparse.rowStarts[matrix.rowCount] as number); entry += 1) {
    const column = denseCount + (sparse.columnIndexes[entry] as number)
    const number = sparse.values[entry] as number
    if (!Number.isFinite(number)) continue
    least[column] = Math.min(least[column] as number, number)
    greatest[column] = Math.max(greatest[column] as number, number)
  }
  const positions = new Float64Array(count * width)
  for (let center = 0; center < count; center += 1) {
    const position = positions.subarray(center * width, (center + 1) * width)
    const share = (center + 0.5) / count
    for (let column = 0; column < width; column += 1) {
      position[column] = (least[column] as number) * (1 - share) + (greatest[column] as number) * share
    }
    const length = metric === 'cosine' ? Math.sqrt(position.reduce((sum, number) => sum + number * number, 0)) : 1
    if (length > 0) position.set(position.map((number) => number / length))
  }
  return positions
}

function fillUp(
  matrix: FeatureMatrix,
  frame: Frame,
  { positions, named }: { readonly positions: Float64Array; readonly named: readonly number[] },
  random: () => number,
): Float64Array {
  const candidates = allRows(matrix.rowCount)
  const distances = new Float64Array(matrix.rowCount).fill(named.length === 0 ? 1 : Number.POSITIVE_INFINITY)
  const at = (cluster: number) => positions.subarray(cluster * frame.width, (cluster + 1) * frame.width)
  for (const cluster of named) bringNear(matrix, frame, { candidates, distances }, at(cluster))
  const chosen: number[] = []
  for (let cluster = 0; cluster < frame.count; cluster += 1) {
    if (named.includes(cluster)) continue
    const row = candidates[drawFar(distances, candidates, chosen, random)] as number
    chosen.push(row)
    at(cluster).set(positionsOf(matrix, frame, [row]))
    bringNear(matrix, frame, { candidates, distances }, at(cluster))
  }
  return positions
}
