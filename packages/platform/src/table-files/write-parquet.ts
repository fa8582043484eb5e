import { type FileHandle, open, rm } from 'node:fs/promises'
import type { TableSchema } from '@sluice/contracts'
import { createTableFromRows, sliceRows, type Table } from '@sluice/dataflow'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { toParquetData, toParquetSchema } from './parquet-columns.ts'
import { columnParts, type StoredPart, schemaKey, storedNameOf, storedPartsOf, toStoredText } from './stored-schema.ts'
import type { TableFile } from './table-files.ts'

/** Rows of a row group: what a reader must take at once. */
const rowsPerGroup = 65_536

/** Writes tables one after another into one new file. */
export async function writeParquet(
  path: string,
  schema: TableSchema,
  tables: Table | Iterable<Table> | AsyncIterable<Table>,
  signal?: AbortSignal,
): Promise<TableFile> {
  const output = await open(path, 'wx', 0o600)
  try {
    const rowCount = await writeAll(output, schema, tables, signal)
    await output.sync()
    const { size } = await output.stat()
    return { path, schema, rowCount, byteCount: size }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await output.close()
  }
}

async function writeAll(
  output: FileHandle,
  schema: TableSchema,
  tables: Table | Iterable<Table> | AsyncIterable<Table>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const bytes = new ByteWriter()
  // The writer keeps what it has encoded; it is taken away after each row group, so that memory does not grow.
  const drain = async () => {
    if (bytes.index === 0) return
    await output.appendFile(new Uint8Array(bytes.buffer, 0, bytes.index))
    bytes.index = 0
  }
  let parts: readonly StoredPart[] | undefined
  let parquet: ParquetWriter | undefined
  let rowCount = 0
  const begin = (first: readonly StoredPart[]) => {
    parts = first
    parquet = new ParquetWriter({
      writer: bytes,
      schema: toParquetSchema(first),
      kvMetadata: [{ key: schemaKey, value: toStoredText(first) }],
      createdBy: 'sluice',
    })
    return parquet
  }
  for await (const table of 'parts' in tables ? [tables] : tables) {
    const writer = parquet ?? begin(storedPartsOf(table))
    const names = (parts as readonly StoredPart[]).map(storedNameOf)
    for (let start = 0; start < table.rowCount; start += rowsPerGroup) {
      signal?.throwIfAborted()
      const group = sliceRows(table, start, Math.min(table.rowCount, start + rowsPerGroup))
      const columnData = toParquetData(group).map(({ data }, index) => ({ name: names[index] as string, data }))
      // biome-ignore lint/suspicious/noExplicitAny: the writer's own types know arrays of one type only
      await writer.write({ columnData: columnData as any, rowGroupSize: rowsPerGroup })
      rowCount += group.rowCount
      await drain()
    }
  }
  const writer = parquet ?? begin(storedPartsOf(createTableFromRows(schema, [])) ?? columnParts(schema))
  await writer.finish()
  await drain()
  return rowCount
}
