import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { FileColumn, FileRow } from './table-files.ts'

/** Rows that are written together: a reader takes that many at once. */
const rowsOfGroup = 10_000

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

/** A Parquet file in pieces, a group of rows each. */
export async function* parquetBytes(
  columns: readonly FileColumn[],
  pieces: AsyncIterable<readonly FileRow[]>,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(toElement)],
    createdBy: 'sluice',
  })
  const writeGroup = (rows: readonly FileRow[]) =>
    writer.write({
      columnData: columns.map((column) => ({ name: column.name, data: rows.map((row) => toValue(column, row)) })),
      rowGroupSize: rowsOfGroup,
    })
  let waiting: FileRow[] = []
  for await (const rows of pieces) {
    waiting.push(...rows)
    if (waiting.length < rowsOfGroup) continue
    await writeGroup(waiting)
    waiting = []
    yield taken(bytes)
  }
  if (waiting.length > 0) await writeGroup(waiting)
  await writer.finish()
  yield taken(bytes)
}

/** What was written since the last time; offsets in the file go on counting. */
function taken(bytes: ByteWriter): Uint8Array {
  const copy = bytes.getBytes().slice()
  bytes.index = 0
  return copy
}

function toElement({ name, type }: FileColumn): SchemaElement {
  const element = { name, repetition_type: 'OPTIONAL' } as const
  switch (type) {
    case 'text':
      return { ...element, type: 'BYTE_ARRAY', converted_type: 'UTF8' }
    case 'whole':
      return { ...element, type: 'INT64' }
    case 'number':
      return { ...element, type: 'DOUBLE' }
    case 'time':
      return { ...element, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }
  }
}

function toValue({ name, type }: FileColumn, row: FileRow): unknown {
  const value = row[name]
  if (value === undefined || value === null) return undefined
  if (type === 'whole') return BigInt(Math.round(Number(value)))
  return type === 'time' ? new Date(String(value)) : value
}
