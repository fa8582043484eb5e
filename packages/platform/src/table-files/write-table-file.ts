import type { FileHandle } from 'node:fs/promises'
import type { TableSchema } from '@sluice/contracts'
import { columnAt, isMissing, type SparseColumns, sliceRows, type Table, type TablePart } from '@sluice/dataflow'
import { writeNewFile } from './new-file.ts'
import { type EncodedValues, encodePieces } from './parquet/encode-column.ts'
import { createParquetWriter, type ParquetWriter } from './parquet/parquet-writer.ts'
import {
  columnParts,
  type StoredPart,
  schemaKey,
  toParquetColumns,
  toStoredParts,
  toStoredText,
  widthOfPart,
} from './stored-schema.ts'
import type { TableFile } from './table-files.ts'

export type TableSource = Table | Iterable<Table> | AsyncIterable<Table>

/** A row group is what a reader must take at once: so many rows, or fewer of wide ones. */
const maxGroupRows = 65_536
const maxGroupBytes = 64_000_000
/** Rows whose size is estimated together; fewer of wide tables. */
const sliceLength = 4096
const sliceCells = 8_000_000

/** Writes tables one after another into one new file. */
export async function writeTableFile(
  path: string,
  schema: TableSchema,
  tables: TableSource,
  signal?: AbortSignal,
): Promise<TableFile> {
  const { rowCount, byteCount } = await writeNewFile(path, (file) => writeTables(file, schema, tables, signal))
  return { path, schema, rowCount, byteCount }
}

/** For rows that are encoded already. @returns what writes row groups of these parts */
export const createPartsWriter = (file: FileHandle, parts: readonly StoredPart[]): ParquetWriter =>
  createParquetWriter(file, toParquetColumns(parts), new Map([[schemaKey, toStoredText(parts)]]))

async function writeTables(
  file: FileHandle,
  schema: TableSchema,
  tables: TableSource,
  signal: AbortSignal | undefined,
): Promise<{ readonly rowCount: number; readonly byteCount: number }> {
  let parts: readonly StoredPart[] | undefined
  let writer: ParquetWriter | undefined
  let held: Table[] = []
  let heldRows = 0
  let heldBytes = 0
  let rowCount = 0
  const flush = async () => {
    if (heldRows === 0) return
    parts ??= withSchema(toStoredParts((held[0] as Table).parts), schema)
    writer ??= createPartsWriter(file, parts)
    const layout = parts
    const columns = layout.map(
      (_, index): EncodedValues => encodePieces(held.map((table) => partOf(table, layout, index))),
    )
    await writer.writeRowGroup(heldRows, columns)
    rowCount += heldRows
    held = []
    heldRows = 0
    heldBytes = 0
  }
  const longestSlice = Math.max(1, Math.min(sliceLength, Math.floor(sliceCells / Math.max(1, schema.length))))
  for await (const table of isTable(tables) ? [tables] : tables) {
    signal?.throwIfAborted()
    if (table.schema.length !== schema.length) {
      throw new RangeError(`A table of ${table.schema.length} columns does not fit a file of ${schema.length}.`)
    }
    for (let start = 0; start < table.rowCount; ) {
      const end = Math.min(table.rowCount, start + Math.min(longestSlice, maxGroupRows - heldRows))
      const slice = start === 0 && end === table.rowCount ? table : sliceRows(table, start, end)
      held.push(slice)
      heldRows += slice.rowCount
      heldBytes += estimateBytes(slice)
      start = end
      if (heldRows >= maxGroupRows || heldBytes >= maxGroupBytes) {
        signal?.throwIfAborted()
        await flush()
      }
    }
  }
  await flush()
  signal?.throwIfAborted()
  writer ??= createPartsWriter(file, parts ?? columnParts(schema))
  return { rowCount, byteCount: await writer.finish() }
}

const isTable = (tables: TableSource): tables is Table => 'parts' in tables

/** The tables' own names and roles do not count; only the file's. */
function withSchema(parts: readonly StoredPart[], schema: TableSchema): StoredPart[] {
  let before = 0
  return parts.map((part) => {
    const first = before
    before += widthOfPart(part)
    const columns = columnParts(schema.slice(first, before))
    return part.kind === 'column' ? (columns[0] as StoredPart) : { kind: 'sparse', schema: columns.map(schemaOfColumn) }
  })
}

const schemaOfColumn = (part: StoredPart) => {
  if (part.kind !== 'column') throw new RangeError('A column stands by itself.')
  return part.schema
}

function estimateBytes(table: Table): number {
  let bytes = 0
  for (const part of table.parts) {
    if (part.kind === 'sparse') bytes += part.values.length * 8 + table.rowCount * 4
    else if (part.type !== 'String') bytes += table.rowCount * 8
    else for (const text of part.values) bytes += 4 + text.length
  }
  return bytes
}

/** The part of a table that belongs at a place of the file, also where the table is put together differently. */
function partOf(table: Table, layout: readonly StoredPart[], index: number): TablePart {
  const wanted = layout[index] as StoredPart
  const own = table.parts[index]
  const type = wanted.kind === 'column' ? wanted.schema.type : 'Int32'
  if (
    own !== undefined &&
    table.parts.length === layout.length &&
    (own.kind === 'column'
      ? wanted.kind === 'column' && own.type === type
      : wanted.kind === 'sparse' && own.schema.length === wanted.schema.length)
  ) {
    return own
  }
  const first = layout.slice(0, index).reduce((sum, part) => sum + widthOfPart(part), 0)
  if (wanted.kind === 'sparse') return toSparse(table, first, wanted)
  const column = columnAt(table, first)
  if (column.type !== type) throw new RangeError(`The column ${column.name} is ${column.type}, not ${type}.`)
  return column
}

function toSparse(table: Table, first: number, { schema }: Extract<StoredPart, { kind: 'sparse' }>): SparseColumns {
  const columns = schema.map((_, index) => columnAt(table, first + index))
  const rowStarts = new Int32Array(table.rowCount + 1)
  const columnIndexes: number[] = []
  const values: number[] = []
  for (let row = 0; row < table.rowCount; row += 1) {
    for (const [index, { name, values: cells, missing }] of columns.entries()) {
      if (isMissing(missing, row)) throw new RangeError(`The sparse column ${name} has a missing cell.`)
      const cell = Number(cells[row])
      if (cell === 0) continue
      columnIndexes.push(index)
      values.push(cell)
    }
    rowStarts[row + 1] = values.length
  }
  return {
    kind: 'sparse',
    schema,
    rowStarts,
    columnIndexes: Int32Array.from(columnIndexes),
    values: Int32Array.from(values),
  }
}
