import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import { createSeededRandom } from '../seeded-random.ts'
import type { BoostedTrees, BoostingExamples, BoostingSettings } from './boost-trees.ts'
import { boostTrees } from './boost-trees.ts'
import { logisticLoss } from './losses.ts'

export interface MadeUpExamples {
  readonly matrix: FeatureMatrix
  readonly classes: Float64Array
  readonly numbers: Float64Array
}

/** The same as in tools/vectors/trees_and_clusters.py. */
export function makeExamples(seed: number, rowCount: number, missingShare: number): MadeUpExamples {
  const random = createSeededRandom(seed)
  const dense = Array.from({ length: 10 }, () => new Float64Array(rowCount))
  const classes = new Float64Array(rowCount)
  const numbers = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) {
    const x = [...Array.from({ length: 8 }, random), Math.floor(random() * 5), 1]
    const [x0 = 0, x1 = 0, x2 = 0, x3 = 0, x4 = 0] = x
    const score = 2 * x0 + 4 * x1 * x2 - 3 * x3 * x3 + (x4 > 0.5 ? 1 : 0) + 0.3 * (x[8] as number) - 2
    const noise = random() + random() - 1
    classes[row] = score + noise > 0 ? 1 : 0
    numbers[row] = score + 0.5 * noise
    for (const [column, values] of dense.entries()) {
      values[row] = column < 2 && random() < missingShare ? Number.NaN : (x[column] as number)
    }
  }
  return { matrix: denseMatrix(dense), classes, numbers }
}

export function makeWeights(seed: number, rowCount: number): Float64Array {
  const random = createSeededRandom(seed)
  return Float64Array.from({ length: rowCount }, () => 1 + Math.floor(random() * 3))
}

export const denseMatrix = (dense: readonly Float64Array[]): FeatureMatrix => ({
  rowCount: dense[0]?.length ?? 0,
  columnCount: dense.length,
  dense,
  sparse: undefined,
})

/** The same numbers, all of them in sparse columns. */
export function toSparse({ rowCount, columnCount, dense }: FeatureMatrix): FeatureMatrix {
  const rowStarts = new Int32Array(rowCount + 1)
  const columnIndexes: number[] = []
  const values: number[] = []
  for (let row = 0; row < rowCount; row += 1) {
    for (const [column, numbers] of dense.entries()) {
      if (numbers[row] === 0) continue
      columnIndexes.push(column)
      values.push(numbers[row] as number)
    }
    rowStarts[row + 1] = values.length
  }
  const sparse = { rowStarts, columnIndexes: Int32Array.from(columnIndexes), values: Float64Array.from(values) }
  return { rowCount, columnCount, dense: [], sparse }
}

/** Rows of a matrix without sparse columns, in the order given. */
export const takeRows = ({ dense }: FeatureMatrix, rows: readonly number[]): FeatureMatrix => ({
  ...denseMatrix(dense.map((numbers) => Float64Array.from(rows, (row) => numbers[row] as number))),
  rowCount: rows.length,
})

export const quickSettings: BoostingSettings = {
  loss: logisticLoss,
  treeCount: 10,
  maxLeaves: 8,
  minRowsPerLeaf: 2,
  learningRate: 0.2,
}

export function boost(examples: BoostingExamples, settings: Partial<BoostingSettings> = {}): BoostedTrees {
  const steps = boostTrees(examples, { ...quickSettings, ...settings })
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
