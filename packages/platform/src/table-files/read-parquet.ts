import { open, stat } from 'node:fs/promises'
import { AppError } from '@sluice/contracts'
import { createTable, selectColumns, sliceRows, type Table } from '@sluice/dataflow'
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { fromParquetData } from './parquet-columns.ts'
import { parseStoredText, type StoredPart, schemaKey, schemaOfParts, storedNameOf } from './stored-schema.ts'
import type { ReadRange, TableFile } from './table-files.ts'

/** A file with its footer, ready to be read. */
interface OpenedParquet {
  readonly buffer: AsyncBuffer
  readonly metadata: FileMetaData
  readonly parts: readonly StoredPart[]
  readonly rowCount: number
  close(): Promise<void>
}

export async function openTableFile(path: string): Promise<TableFile> {
  const opened = await openParquet(path)
  try {
    const { parts, rowCount, buffer } = opened
    return { path, schema: schemaOfParts(parts), rowCount, byteCount: buffer.byteLength }
  } finally {
    await opened.close()
  }
}

export async function readParquet({ path }: TableFile, range: ReadRange = {}): Promise<Table> {
  const opened = await openParquet(path)
  try {
    return await readRows(opened, range)
  } finally {
    await opened.close()
  }
}

export async function* chunksOfParquet(
  { path }: TableFile,
  { columns, rowsPerChunk = 65_536 }: { readonly columns?: readonly number[]; readonly rowsPerChunk?: number } = {},
): AsyncGenerator<Table> {
  const opened = await openParquet(path)
  try {
    let start = 0
    for (const group of opened.metadata.row_groups) {
      const end = start + Number(group.num_rows)
      const table = await readRows(opened, { start, end, ...(columns === undefined ? {} : { columns }) })
      for (let from = 0; from < table.rowCount; from += rowsPerChunk) {
        const to = Math.min(table.rowCount, from + rowsPerChunk)
        yield from === 0 && to === table.rowCount ? table : sliceRows(table, from, to)
      }
      start = end
    }
  } finally {
    await opened.close()
  }
}

async function openParquet(path: string): Promise<OpenedParquet> {
  const refuse = (reason: string, cause?: unknown) => new AppError('DataInvalid', { dataset: path, reason }, { cause })
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw refuse('Its file cannot be opened.', error)
  })
  try {
    const { size } = await stat(path)
    const buffer: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = new Uint8Array(Math.max(0, end - start))
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start)
        if (bytesRead !== bytes.length) throw refuse('Its file is shorter than it should be.')
        return bytes.buffer
      },
    }
    const metadata = await parquetMetadataAsync(buffer).catch((error: unknown) => {
      throw refuse('Its file is damaged.', error)
    })
    const text = metadata.key_value_metadata?.find(({ key }) => key === schemaKey)?.value
    const stored = parseStoredText(text)
    if (stored === undefined) throw refuse('It is no table that this program wrote.')
    return {
      buffer,
      metadata,
      parts: stored.parts,
      rowCount: Number(metadata.num_rows),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readRows(
  opened: OpenedParquet,
  { columns, start = 0, end = opened.rowCount }: ReadRange,
): Promise<Table> {
  const last = Math.min(end, opened.rowCount)
  const first = Math.min(Math.max(0, start), last)
  const wanted = columns === undefined ? opened.parts : partsWith(opened.parts, columns)
  const cells = await readCells(opened, wanted, first, last)
  const parts = wanted.map((part) => fromParquetData(part, cells.get(storedNameOf(part)) ?? []))
  const table = createTable(last - first, parts, schemaOfParts(wanted))
  return columns === undefined ? table : pickColumns(table, columns, opened.parts)
}

/** Pieces come as they are ready; each knows its place. */
async function readCells(
  { buffer, metadata }: OpenedParquet,
  parts: readonly StoredPart[],
  first: number,
  last: number,
): Promise<ReadonlyMap<string, unknown[]>> {
  const cells = new Map(parts.map((part) => [storedNameOf(part), new Array<unknown>(last - first)]))
  if (last === first || parts.length === 0) return cells
  await parquetRead({
    file: buffer,
    metadata,
    columns: [...cells.keys()],
    rowStart: first,
    rowEnd: last,
    utf8: false,
    // As they are stored: dates would lose what is finer than a millisecond.
    parsers: { timestampFromMicroseconds: (microseconds) => microseconds },
    onChunk({ columnName, columnData, rowStart }) {
      const target = cells.get(columnName)
      if (target === undefined) return
      for (let index = 0; index < columnData.length; index += 1) {
        const row = rowStart + index - first
        if (row >= 0 && row < target.length) target[row] = columnData[index]
      }
    },
  }).catch((error: unknown) => {
    if (error instanceof AppError) throw error
    throw new AppError('DataInvalid', { dataset: 'A table', reason: 'Its file is damaged.' }, { cause: error })
  })
  return cells
}

/** The parts that hold any of these columns. */
function partsWith(parts: readonly StoredPart[], columns: readonly number[]): StoredPart[] {
  let before = 0
  return parts.filter((part) => {
    const first = before
    before += part.kind === 'column' ? 1 : part.schema.length
    return columns.some((column) => column >= first && column < before)
  })
}

function pickColumns(table: Table, columns: readonly number[], parts: readonly StoredPart[]): Table {
  const names = schemaOfParts(parts).map(({ name }) => name)
  const wanted = columns.map((column) => names[column] as string)
  const places = new Map(table.schema.map(({ name }, index) => [name, index]))
  return selectColumns(
    table,
    wanted.map((name) => places.get(name) as number),
  )
}
