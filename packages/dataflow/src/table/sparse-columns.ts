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

/** Takes some of the columns out of parts with one schema. */
export type SparseSelector = (sparse: SparseColumns) => SparseColumns

/**
 * Some of the columns, still sparse.
 * @param indexes ascending, none twice
 * @param selected their schema, where they get other names; all results share it
 */
export function createSparseSelector(
  schema: TableSchema,
  indexes: readonly number[],
  selected: TableSchema = indexes.map((index) => schema[index] as TableSchema[number]),
): SparseSelector {
  // Ascending and as many as there are: all of them.
  if (indexes.length === schema.length) {
    const keepsNames = selected.every((column, index) => column === schema[index])
    return keepsNames ? (sparse) => sparse : (sparse) => ({ ...sparse, schema: selected })
  }
  const places = new Int32Array(schema.length).fill(-1)
  for (const [place, index] of indexes.entries()) places[index] = place
  return (sparse) => {
    const rowCount = sparse.rowStarts.length - 1
    const rowStarts = new Int32Array(rowCount + 1)
    const columnIndexes = new Int32Array(sparse.columnIndexes.length)
    const values = new Int32Array(sparse.values.length)
    let count = 0
    for (let row = 0; row < rowCount; row += 1) {
      const end = sparse.rowStarts[row + 1] as number
      for (let position = sparse.rowStarts[row] as number; position < end; position += 1) {
        const place = places[sparse.columnIndexes[position] as number] as number
        if (place < 0) continue
        columnIndexes[count] = place
        values[count] = sparse.values[position] as number
        count += 1
      }
      rowStarts[row + 1] = count
    }
    return {
      kind: 'sparse',
      schema: selected,
      rowStarts,
      columnIndexes: columnIndexes.subarray(0, count),
      values: values.subarray(0, count),
    }
  }
}
