import { AppError, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  createColumn,
  createTable,
  type SparseColumns,
  selectColumns,
  sliceRows,
  type Table,
  type TablePart,
} from '@sluice/dataflow'
import { type ColumnTarget, createTarget } from './parquet/decode-column.ts'
import { openParquet, type ParquetReader } from './parquet/parquet-reader.ts'
import {
  parseStoredText,
  type StoredPart,
  schemaKey,
  schemaOfParts,
  toParquetColumns,
  widthOfPart,
} from './stored-schema.ts'
import type { ReadRange, TableFile } from './table-files.ts'

/** A file with what it says of itself, ready to be read. */
export interface OpenTableFile {
  readonly reader: ParquetReader
  readonly parts: readonly StoredPart[]
  close(): Promise<void>
}

export async function openTableFile(path: string): Promise<TableFile> {
  const { reader, parts, close } = await openStored(path)
  await close()
  return {
    path,
    schema: schemaOfParts(parts),
    rowCount: reader.metadata.rowCount,
    byteCount: reader.byteCount,
  }
}

export async function readTableFile({ path }: TableFile, range: ReadRange = {}): Promise<Table> {
  const opened = await openStored(path)
  try {
    return await inWords(path, () => readRows(opened, range))
  } finally {
    await opened.close()
  }
}

export async function* chunksOfTableFile(
  { path }: TableFile,
  { columns, rowsPerChunk = 65_536 }: { readonly columns?: readonly number[]; readonly rowsPerChunk?: number } = {},
): AsyncGenerator<Table> {
  if (!(rowsPerChunk >= 1)) throw new RangeError(`Chunks of ${rowsPerChunk} rows never end.`)
  const opened = await openStored(path)
  try {
    let start = 0
    for (const { rowCount } of opened.reader.metadata.rowGroups) {
      const end = start + rowCount
      const range = { start, end, ...(columns === undefined ? {} : { columns }) }
      const table = await inWords(path, () => readRows(opened, range))
      for (let from = 0; from < rowCount; from += rowsPerChunk) {
        const to = Math.min(rowCount, from + rowsPerChunk)
        yield from === 0 && to === rowCount ? table : sliceRows(table, from, to)
      }
      start = end
    }
  } finally {
    await opened.close()
  }
}

/** @throws AppError `DataInvalid` */
export async function openStored(path: string): Promise<OpenTableFile> {
  const reader = await inWords(path, () => openParquet(path))
  try {
    const parts = parseStoredText(reader.metadata.keyValues.get(schemaKey))
    if (parts === undefined) throw refusal(path, 'It is no table that this program wrote.')
    const wanted = toParquetColumns(parts)
    const { columns } = reader.metadata
    if (
      wanted.length !== columns.length ||
      wanted.some(({ name, type }, index) => columns[index]?.name !== name || columns[index]?.type !== type)
    ) {
      throw refusal(path, 'Its columns are not those that it says it has.')
    }
    return { reader, parts, close: () => reader.close() }
  } catch (error) {
    await reader.close()
    throw error
  }
}

const refusal = (path: string, reason: string, cause?: unknown) =>
  new AppError('DataInvalid', { dataset: path, reason }, { cause })

async function inWords<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') {
      throw refusal(path, `Its file cannot be opened (${code}).`, error)
    }
    // Errors of the reader and of zlib: whatever the bytes are, they are no table.
    if (
      error instanceof RangeError ||
      code?.startsWith('ZSTD_') ||
      code?.startsWith('Z_') ||
      code?.startsWith('ERR_')
    ) {
      throw refusal(path, `Its file is damaged: ${message}`, error)
    }
    throw error
  }
}

async function readRows({ reader, parts }: OpenTableFile, { columns, start = 0, end }: ReadRange): Promise<Table> {
  const { rowGroups, rowCount, columns: stored } = reader.metadata
  const last = Math.min(Math.max(0, end ?? rowCount), rowCount)
  const first = Math.min(Math.max(0, start), last)
  const wanted = columns === undefined ? parts.map((_, index) => index) : partsWith(parts, columns)
  const groups = groupsBetween(
    rowGroups.map((group) => group.rowCount),
    first,
    last,
  )
  const read = groups.reduce((sum, group) => sum + (rowGroups[group.index]?.rowCount ?? 0), 0)
  const targets = wanted.map((index) => {
    const part = parts[index] as StoredPart
    const { type, isOptional } = stored[index] as (typeof stored)[number]
    const target = createTarget(part.kind === 'column' ? part.schema.type : 'bytes', type, isOptional, read)
    return { index, part, target }
  })
  let row = 0
  for (const group of groups) {
    await reader.readRowGroup(group.index, targets, row)
    row += rowGroups[group.index]?.rowCount ?? 0
  }
  const whole = createTable(
    read,
    targets.map(({ part, target }) => toPart(part, target)),
    schemaOfParts(targets.map(({ part }) => part)),
  )
  const skipped = first - (groups[0]?.start ?? first)
  const table = read === last - first ? whole : sliceRows(whole, skipped, skipped + last - first)
  return columns === undefined ? table : pickColumns(table, columns, parts, wanted)
}

/** The row groups that have any of these rows, with the row that each begins at. */
function groupsBetween(counts: readonly number[], first: number, last: number) {
  let before = 0
  return counts
    .map((count, index) => {
      const start = before
      before += count
      return { index, start, end: before }
    })
    .filter(({ start, end }) => start < last && end > first)
}

/** Places of the parts that hold any of these columns. */
function partsWith(parts: readonly StoredPart[], columns: readonly number[]): number[] {
  const asked = new Set(columns)
  let before = 0
  const found: number[] = []
  for (const [index, part] of parts.entries()) {
    const width = widthOfPart(part)
    for (let column = before; column < before + width; column += 1) {
      if (!asked.has(column)) continue
      found.push(index)
      break
    }
    before += width
  }
  return found
}

function pickColumns(table: Table, columns: readonly number[], parts: readonly StoredPart[], read: readonly number[]) {
  // Place in the whole file → place in what was read of it.
  const places = new Map<number, number>()
  let inFile = 0
  const isRead = new Set(read)
  for (const [index, part] of parts.entries()) {
    const width = widthOfPart(part)
    if (isRead.has(index)) for (let at = 0; at < width; at += 1) places.set(inFile + at, places.size)
    inFile += width
  }
  const picked = columns.map((column) => {
    const place = places.get(column)
    if (place === undefined) throw new AppError('ColumnNotFound', { column: String(column) })
    return place
  })
  if (picked.length === table.schema.length && picked.every((place, index) => place === index)) return table
  return selectColumns(table, picked)
}

function toPart(part: StoredPart, target: ColumnTarget): TablePart {
  if (part.kind === 'sparse') return toSparse(part.schema, target.values as Buffer[])
  const missing = target.missing === undefined ? undefined : { bits: target.missing, count: target.missingCount }
  return createColumn(part.schema, target.values as never, missing) satisfies Column
}

function toSparse(schema: TableSchema, rows: readonly Buffer[]): SparseColumns {
  const rowStarts = new Int32Array(rows.length + 1)
  for (const [row, bytes] of rows.entries()) {
    if (bytes.length % 8 !== 0) throw new RangeError('A row of sparse columns is cut.')
    rowStarts[row + 1] = (rowStarts[row] as number) + bytes.length / 8
  }
  const stored = rowStarts[rows.length] as number
  const columnIndexes = new Int32Array(stored)
  const values = new Int32Array(stored)
  let at = 0
  for (const bytes of rows) {
    for (let offset = 0; offset < bytes.length; offset += 8) {
      const index = bytes.readInt32LE(offset)
      if (index < 0 || index >= schema.length) throw new RangeError('A value of sparse columns belongs to none.')
      columnIndexes[at] = index
      values[at] = bytes.readInt32LE(offset + 4)
      at += 1
    }
  }
  return { kind: 'sparse', schema, rowStarts, columnIndexes, values }
}
