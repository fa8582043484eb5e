import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { findBinEdges, maxBins, midpoint } from './bin-edges.ts'
import { type BinAssigner, createBinAssigner } from './binning-kernel.ts'

/** A column of the matrix cut into bins. Those for values come first, in order; then one for missing values, if any. */
export interface BinnedFeature {
  /** Of the matrix. */
  readonly column: number
  /** The greatest number of every bin of values but the last. */
  readonly edges: Float64Array
  readonly hasMissing: boolean
}

export interface DenseFeature extends BinnedFeature {
  /** Of each row. */
  readonly bins: Uint8Array
}

/** What is not listed is 0. */
export interface SparseFeature extends BinnedFeature {
  readonly rows: Uint32Array
  readonly bins: Uint8Array
}

export interface BinnedFeatures {
  readonly dense: readonly DenseFeature[]
  readonly sparse: readonly SparseFeature[]
}

export const binCountOf = ({ edges, hasMissing }: BinnedFeature): number => edges.length + 1 + (hasMissing ? 1 : 0)

/**
 * Cuts every column into bins. Left out are those that no split could use: constant ones, and sparse ones with fewer
 * entries than a leaf must have rows.
 */
export function binFeatures(matrix: FeatureMatrix, minRowsPerLeaf: number): BinnedFeatures {
  const toBins = createBinAssigner()
  const dense = matrix.dense.flatMap((numbers, column) => binDense(numbers, column, toBins) ?? [])
  const sparse = columnsOf(matrix, minRowsPerLeaf)
    .map((column) => binSparse(column, matrix.rowCount, toBins))
    .filter((feature) => binCountOf(feature) > 1)
  return { dense, sparse }
}

function binDense(numbers: Float64Array, column: number, toBins: BinAssigner): DenseFeature | undefined {
  const present = withoutMissing(numbers)
  const hasMissing = present.length < numbers.length
  const edges = findBinEdges(present)
  // Nothing but missing values is as good as one value.
  if (edges.length === 0 && (!hasMissing || present.length === 0)) return undefined
  return { column, edges, hasMissing, bins: toBins(numbers, edges) }
}

function withoutMissing(numbers: Float64Array): Float64Array {
  let count = 0
  for (let row = 0; row < numbers.length; row += 1) if (!Number.isNaN(numbers[row])) count += 1
  return count === numbers.length ? numbers : numbers.filter((number) => !Number.isNaN(number))
}

interface SparseColumn {
  readonly column: number
  readonly rows: Uint32Array
  readonly numbers: Float64Array
}

/** The sparse columns with at least so many numbers other than 0. */
function columnsOf({ columnCount, rowCount, dense, sparse }: FeatureMatrix, minCount: number): SparseColumn[] {
  if (sparse === undefined) return []
  const { rowStarts, columnIndexes, values } = sparse
  const counts = new Uint32Array(columnCount - dense.length)
  const entryCount = rowStarts[rowCount] as number
  for (let entry = 0; entry < entryCount; entry += 1) {
    if (values[entry] === 0) continue
    const index = columnIndexes[entry] as number
    counts[index] = (counts[index] as number) + 1
  }
  const slots = new Int32Array(counts.length).fill(-1)
  const columns: SparseColumn[] = []
  for (const [index, count] of counts.entries()) {
    if (count < Math.max(1, minCount)) continue
    slots[index] = columns.length
    columns.push({ column: dense.length + index, rows: new Uint32Array(count), numbers: new Float64Array(count) })
  }
  const filled = new Uint32Array(columns.length)
  for (let row = 0; row < rowCount; row += 1) {
    const end = rowStarts[row + 1] as number
    for (let entry = rowStarts[row] as number; entry < end; entry += 1) {
      const slot = slots[columnIndexes[entry] as number] as number
      if (slot === -1 || values[entry] === 0) continue
      const { rows, numbers } = columns[slot] as SparseColumn
      const place = filled[slot] as number
      rows[place] = row
      numbers[place] = values[entry] as number
      filled[slot] = place + 1
    }
  }
  return columns
}

/** 0 has a bin of its own, because most rows have it: the others would share the few that are left. */
function binSparse({ column, rows, numbers }: SparseColumn, rowCount: number, toBins: BinAssigner): SparseFeature {
  const present = withoutMissing(numbers)
  const zero = new Float64Array(rows.length < rowCount ? 1 : 0)
  const groups = [present.filter((number) => number < 0), zero, present.filter((number) => number > 0)].filter(
    (group) => group.length > 0,
  )
  const limit = Math.floor((maxBins - zero.length) / (groups.length - zero.length))
  const edges = Float64Array.from(
    groups.flatMap((group, place) => {
      const after = groups[place + 1]
      return after === undefined
        ? [...findBinEdges(group, limit)]
        : [...findBinEdges(group, limit), midpoint(extreme(group, Math.max), extreme(after, Math.min))]
    }),
  )
  return { column, edges, hasMissing: present.length < numbers.length, rows, bins: toBins(numbers, edges) }
}

const extreme = (numbers: Float64Array, choose: (one: number, other: number) => number): number =>
  numbers.reduce((best, number) => choose(best, number))
