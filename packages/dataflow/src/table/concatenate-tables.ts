import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { type Column, type ColumnValues, createColumn } from './column.ts'
import { isMissing, missingWhere } from './missing-values.ts'
import type { SparseColumns } from './sparse-columns.ts'
import { columnAt, type Table, type TablePart } from './table.ts'

/**
 * The rows of all tables, one table after another. Columns go together by their places and need the same types; names
 * and uses are those of `schema`. What all tables keep sparse at the same places stays sparse.
 * @param schema default: that of the first table
 */
export function concatenateTables(tables: readonly Table[], schema?: TableSchema): Table {
  const [first] = tables
  if (first === undefined) throw new RangeError('There is no table.')
  const columns = schema ?? first.schema
  if (tables.length === 1 && columns === first.schema) return first
  const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0)
  const widths = first.parts.map(widthOf)
  const isAlike = tables.every(
    ({ parts }) =>
      parts.length === widths.length &&
      parts.every((part, place) => part.kind === first.parts[place]?.kind && widthOf(part) === widths[place]),
  )
  if (!isAlike) {
    const parts = columns.map((column, index) =>
      joinColumns(
        column,
        tables.map((table) => columnAt(table, index)),
        rowCount,
      ),
    )
    return { rowCount, schema: columns, parts }
  }
  let index = 0
  const parts = first.parts.map((part, place): TablePart => {
    const from = index
    index += widthOf(part)
    const own = tables.map((table) => table.parts[place] as TablePart)
    return part.kind === 'sparse'
      ? joinSparse(columns.slice(from, index), own as SparseColumns[], rowCount)
      : joinColumns(columns[from] as ColumnSchema, own as Column[], rowCount)
  })
  return { rowCount, schema: columns, parts }
}

const widthOf = (part: TablePart): number => (part.kind === 'sparse' ? part.schema.length : 1)

function joinColumns(schema: ColumnSchema, columns: readonly Column[], rowCount: number): Column {
  for (const { type } of columns) {
    if (type !== schema.type) throw new RangeError(`A column of type ${type} does not go with one of ${schema.type}.`)
  }
  return createColumn(schema, joinValues(columns, rowCount) as ColumnValues[typeof schema.type] & never, marks(columns))
}

function joinValues(columns: readonly Column[], rowCount: number): unknown {
  const [first] = columns as [Column]
  if (Array.isArray(first.values)) return columns.flatMap(({ values }) => [...(values as Iterable<unknown>)])
  const Constructor = first.values.constructor as new (length: number) => Float64Array
  const joined = new Constructor(rowCount)
  let place = 0
  for (const { values } of columns) {
    joined.set(values as unknown as Float64Array, place)
    place += values.length
  }
  return joined
}

function marks(columns: readonly Column[]) {
  if (columns.every(({ missing }) => missing === undefined)) return undefined
  const starts: number[] = []
  let rowCount = 0
  for (const { values } of columns) {
    starts.push(rowCount)
    rowCount += values.length
  }
  let place = 0
  return missingWhere(rowCount, (row) => {
    while (row >= (starts[place + 1] ?? rowCount)) place += 1
    return isMissing(columns[place]?.missing, row - (starts[place] as number))
  })
}

function joinSparse(schema: TableSchema, parts: readonly SparseColumns[], rowCount: number): SparseColumns {
  const count = parts.reduce((sum, { values }) => sum + values.length, 0)
  const rowStarts = new Int32Array(rowCount + 1)
  const columnIndexes = new Int32Array(count)
  const values = new Int32Array(count)
  let row = 0
  let place = 0
  for (const part of parts) {
    const rows = part.rowStarts.length - 1
    for (let own = 1; own <= rows; own += 1) rowStarts[row + own] = place + (part.rowStarts[own] as number)
    columnIndexes.set(part.columnIndexes, place)
    values.set(part.values, place)
    row += rows
    place += part.values.length
  }
  return { kind: 'sparse', schema, rowStarts, columnIndexes, values }
}
