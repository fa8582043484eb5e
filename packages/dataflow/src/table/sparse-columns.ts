import type { TableSchema } from '@sluice/contracts'
import { type Column, createColumn } from './column.ts'

/**
 * Many Int32 columns of which each row fills a few: only what is not 0 is stored, row after row. Nothing is missing.
 * Hashed text is kept this way: a thousand columns cost what the words of the row cost.
 */
export interface SparseColumns {
  readonly kind: 'sparse'
  /** All of type Int32. */
  readonly schema: TableSchema
  /** Where each row begins in the two arrays below; one more than there are rows. */
  readonly rowStarts: Int32Array
  /** Ascending within a row. */
  readonly columnIndexes: Int32Array
  readonly values: Int32Array
}

/** One of the columns with its zeros. */
export function toDenseColumn(sparse: SparseColumns, index: number): Column {
  const schema = sparse.schema[index]
  if (schema === undefined) throw new RangeError(`There is no column ${index}.`)
  const rowCount = sparse.rowStarts.length - 1
  const dense = new Int32Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) dense[row] = readSparse(sparse, row, index)
  return createColumn({ ...schema, type: 'Int32' }, dense)
}

export function readSparse(sparse: SparseColumns, row: number, index: number): number {
  const { rowStarts, columnIndexes, values } = sparse
  let low = rowStarts[row] as number
  let high = (rowStarts[row + 1] as number) - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = columnIndexes[middle] as number
    if (found === index) return values[middle] as number
    if (found < index) low = middle + 1
    else high = middle - 1
  }
  return 0
}
