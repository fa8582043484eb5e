import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { type Cell, type Column, createColumn, readCell, type Values } from './column.ts'
import { createColumnBuilder } from './column-builder.ts'
import { isMissing, missingWhere } from './missing-values.ts'
import { readSparse, type SparseColumns, toDenseColumn } from './sparse-columns.ts'

export type TablePart = Column | SparseColumns

/** Columns of one length. Never changed: what seems to change a table makes another one that shares the values. */
export interface Table {
  readonly rowCount: number
  readonly schema: TableSchema
  /** The columns in order, as they are stored: one by one, or many side by side. */
  readonly parts: readonly TablePart[]
}

/**
 * @param schema where the caller has it already; else it is put together from the parts
 * @throws AppError `ColumnNameDuplicated`
 */
export function createTable(rowCount: number, parts: readonly TablePart[], schema?: TableSchema): Table {
  for (const part of parts) {
    const length = part.kind === 'column' ? part.values.length : part.rowStarts.length - 1
    if (length !== rowCount) throw new RangeError(`A column of ${length} rows does not fit a table of ${rowCount}.`)
  }
  return { rowCount, schema: schema ?? checkedSchema(parts.flatMap(schemaOf)), parts }
}

/** Refuses a name that stands twice. @throws AppError `ColumnNameDuplicated` */
export function checkedSchema(schema: TableSchema): TableSchema {
  const names = new Set<string>()
  for (const { name } of schema) {
    if (names.has(name)) throw new AppError('ColumnNameDuplicated', { name })
    names.add(name)
  }
  return schema
}

export function createTableFromRows(schema: TableSchema, rows: readonly (readonly Cell[])[]): Table {
  const columns = schema.map((column, index) => {
    const builder = createColumnBuilder(column, rows.length)
    for (const row of rows) {
      const cell = row[index]
      if (cell === undefined || row.length !== schema.length) throw new RangeError('A row does not fit the schema.')
      builder.append(cell)
    }
    return builder.finish()
  })
  return createTable(rows.length, columns)
}

/** @throws RangeError when there is no such column */
export function columnAt(table: Table, index: number): Column {
  let before = 0
  for (const part of table.parts) {
    const width = part.kind === 'column' ? 1 : part.schema.length
    if (index < before + width) return part.kind === 'column' ? part : toDenseColumn(part, index - before)
    before += width
  }
  throw new RangeError(`There is no column ${index}.`)
}

/** @throws AppError `ColumnNotFound` */
export function columnByName(table: Table, name: string): Column {
  const index = table.schema.findIndex((column) => column.name === name)
  if (index < 0) throw new AppError('ColumnNotFound', { column: name })
  return columnAt(table, index)
}

/** Rows from `start` up to, not including, `end`. */
export function sliceRows(table: Table, start: number, end: number): Table {
  const parts = table.parts.map((part) =>
    part.kind === 'column' ? sliceColumn(part, start, end) : sliceSparse(part, start, end),
  )
  return { rowCount: end - start, schema: table.schema, parts }
}

/** All cells, row by row; for small tables. */
export function toRows(table: Table): Cell[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.parts.flatMap((part) =>
      part.kind === 'column' ? [readCell(part, row)] : part.schema.map((_, index) => readSparse(part, row, index)),
    ),
  )
}

export const schemaOf = (part: TablePart): TableSchema =>
  part.kind === 'sparse'
    ? part.schema
    : [{ name: part.name, type: part.type, isCategorical: part.isCategorical, roles: part.roles } as ColumnSchema]

function sliceColumn(column: Column, start: number, end: number): Column {
  const { missing } = column
  // Typed arrays share their memory with the slice; lists of texts copy references.
  const view = column.values as unknown as {
    subarray?: typeof Array.prototype.slice
    slice: typeof Array.prototype.slice
  }
  const values = view.subarray === undefined ? view.slice(start, end) : view.subarray(start, end)
  const marks = missing && missingWhere(end - start, (row) => isMissing(missing, start + row))
  return createColumn(column, values as unknown as Values<never>, marks)
}

function sliceSparse(sparse: SparseColumns, start: number, end: number): SparseColumns {
  const from = sparse.rowStarts[start] as number
  const to = sparse.rowStarts[end] as number
  return {
    kind: 'sparse',
    schema: sparse.schema,
    rowStarts: sparse.rowStarts.slice(start, end + 1).map((position) => position - from),
    columnIndexes: sparse.columnIndexes.subarray(from, to),
    values: sparse.values.subarray(from, to),
  }
}
