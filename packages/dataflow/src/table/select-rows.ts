import { type Column, type ColumnValues, createColumn } from './column.ts'
import { isMissing, missingWhere } from './missing-values.ts'
import type { SparseColumns } from './sparse-columns.ts'
import type { Table } from './table.ts'

/** The rows at these places, in this order; a place that stands twice gives the row twice. */
export function selectRows(table: Table, rows: Int32Array): Table {
  const parts = table.parts.map((part) =>
    part.kind === 'column' ? selectOfColumn(part, rows) : selectOfSparse(part, rows),
  )
  return { rowCount: rows.length, schema: table.schema, parts }
}

function selectOfColumn(column: Column, rows: Int32Array): Column {
  const { missing } = column
  const values = column.values as ArrayLike<unknown> & { readonly constructor: unknown }
  const length = rows.length
  const selected = (
    Array.isArray(values) ? new Array(length) : new (values.constructor as new (length: number) => unknown[])(length)
  ) as unknown[]
  for (let place = 0; place < length; place += 1) selected[place] = values[rows[place] as number]
  const marks = missing && missingWhere(length, (place) => isMissing(missing, rows[place] as number))
  return createColumn(column, selected as unknown as ColumnValues[Column['type']] & never, marks)
}

function selectOfSparse(sparse: SparseColumns, rows: Int32Array): SparseColumns {
  const { rowStarts } = sparse
  const starts = new Int32Array(rows.length + 1)
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number
    starts[place + 1] = (starts[place] as number) + (rowStarts[row + 1] as number) - (rowStarts[row] as number)
  }
  const count = starts[rows.length] as number
  const columnIndexes = new Int32Array(count)
  const values = new Int32Array(count)
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] as number
    const from = rowStarts[row] as number
    const to = rowStarts[row + 1] as number
    columnIndexes.set(sparse.columnIndexes.subarray(from, to), starts[place])
    values.set(sparse.values.subarray(from, to), starts[place])
  }
  return { kind: 'sparse', schema: sparse.schema, rowStarts: starts, columnIndexes, values }
}
