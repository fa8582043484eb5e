import type { FeatureMatrix } from '../../learning/feature-matrix.ts'
import type { TreeEnsemble } from './tree-ensemble.ts'

/** Makes trees ready to predict: for each row the sum of their leaves. One row costs no memory beside its result. */
export function createTreePredictor(ensemble: TreeEnsemble): (matrix: FeatureMatrix) => Float64Array {
  const { base, roots, thresholds, leftChildren, missingGoesLeft, values } = ensemble
  const used = [...new Set(ensemble.columns)].filter((column) => column !== -1).sort((a, b) => a - b)
  const slotByColumn = new Map(used.map((column, slot) => [column, slot]))
  // Nodes ask a short row of the columns that are used at all.
  const slots = ensemble.columns.map((column) => slotByColumn.get(column) ?? -1)
  const sparseSlots = new Int32Array((used.at(-1) ?? -1) + 1).fill(-1)
  for (const [column, slot] of slotByColumn) sparseSlots[column] = slot
  const numbers = new Float64Array(used.length)

  const sumLeaves = (): number => {
    let sum = base
    for (let tree = 0; tree < roots.length; tree += 1) {
      let node = roots[tree] as number
      let slot = slots[node] as number
      while (slot !== -1) {
        const number = numbers[slot] as number
        const left = leftChildren[node] as number
        if (number <= (thresholds[node] as number)) node = left
        else if (Number.isNaN(number)) node = left + 1 - (missingGoesLeft[node] as number)
        else node = left + 1
        slot = slots[node] as number
      }
      sum += values[node] as number
    }
    return sum
  }

  return ({ rowCount, dense, sparse }) => {
    const sums = new Float64Array(rowCount)
    const isDense = (column: number) => column < dense.length
    const denseCount = used.findIndex((column) => !isDense(column))
    const firstSparse = denseCount === -1 ? used.length : denseCount
    for (let row = 0; row < rowCount; row += 1) {
      for (let slot = 0; slot < firstSparse; slot += 1) {
        numbers[slot] = (dense[used[slot] as number] as Float64Array)[row] as number
      }
      if (sparse !== undefined && firstSparse < used.length) {
        numbers.fill(0, firstSparse)
        const end = sparse.rowStarts[row + 1] as number
        for (let entry = sparse.rowStarts[row] as number; entry < end; entry += 1) {
          const column = dense.length + (sparse.columnIndexes[entry] as number)
          const slot = column < sparseSlots.length ? (sparseSlots[column] as number) : -1
          if (slot !== -1) numbers[slot] = sparse.values[entry] as number
        }
      }
      sums[row] = sumLeaves()
    }
    return sums
  }
}
