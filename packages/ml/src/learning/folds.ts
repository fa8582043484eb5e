import { AppError, type TableSchema } from '@sluice/contracts'
import { columnAt, type Table } from '@sluice/dataflow'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import { toNumbers } from './encode-features.ts'

/** Which part of a dataset a row belongs to, from 0: an Int32 column that is no feature. */
export const foldColumnName = 'Fold Assignments'
const defaultFoldCount = 10

export interface Folds {
  /** Number of each row's fold; rows without one belong to none. */
  readonly assignments: Float64Array
  /** The numbers that occur, in order. */
  readonly numbers: readonly number[]
}

export const foldColumnIndex = (schema: TableSchema): number =>
  schema.findIndex(({ name, type, roles }) => name === foldColumnName && type === 'Int32' && !roles.includes('feature'))

/**
 * The folds that a dataset was divided into, or ten random ones of nearly equal size.
 * @throws AppError `TooFewRows`, `DataInvalid`
 */
export function foldsOf(table: Table, seed: number): Folds {
  if (table.rowCount < 2) throw new AppError('TooFewRows', { dataset: 'Dataset', minimum: 2 })
  const index = foldColumnIndex(table.schema)
  const assignments = index < 0 ? randomFolds(table.rowCount, seed) : toNumbers(columnAt(table, index))
  const numbers = [...new Set(assignments)].filter((fold) => !Number.isNaN(fold)).sort((a, b) => a - b)
  if (numbers.length >= 2) return { assignments, numbers }
  const reason = `Column "${foldColumnName}" names ${numbers.length} folds, where at least 2 are needed.`
  throw new AppError('DataInvalid', { dataset: 'Dataset', reason })
}

function randomFolds(rowCount: number, seed: number): Float64Array {
  const foldCount = Math.min(defaultFoldCount, rowCount)
  const assignments = Float64Array.from({ length: rowCount }, (_, row) => row % foldCount)
  const random = createSeededRandom(seed)
  for (let last = rowCount - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = assignments[last] as number
    assignments[last] = assignments[other] as number
    assignments[other] = kept
  }
  return assignments
}
