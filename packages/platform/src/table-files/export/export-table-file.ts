import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ColumnSchema, ColumnType } from '@sluice/contracts'
import {
  type Column,
  cellWriter,
  columnAt,
  createTable,
  createTableFromRows,
  isMissing,
  type Table,
  writeArff,
  writeDelimited,
} from '@sluice/dataflow'
import { writeDenseCopy } from '../dense-copy.ts'
import type { InDatabase } from '../duck-database.ts'
import { keepDraft, toDraftPath, writeNewFile } from '../new-file.ts'
import { chunksOfTableFile } from '../read-table-file.ts'
import { toReadable, toSqlName, toSqlText } from '../sql-types.ts'
import { columnParts, toStoredNames } from '../stored-schema.ts'
import type { TableFile } from '../table-files.ts'

export const exportFormats = ['csv', 'tsv', 'arff', 'json-lines', 'parquet'] as const
export type ExportFormat = (typeof exportFormats)[number]
export type TextExportFormat = Exclude<ExportFormat, 'parquet'>

export interface ExportOptions {
  /** Of CSV and TSV: whether fields are quoted where they need it (default), or stand as they are. */
  readonly quotes?: boolean
}

/** A table in a text format, piece by piece; memory does not grow with the file. */
export async function* exportBytes(
  file: TableFile,
  format: TextExportFormat,
  { quotes = true }: ExportOptions = {},
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const writer = await createTextWriter(file, format, quotes)
  yield encoder.encode(writer.head)
  for await (const table of chunksOfTableFile(file, { rowsPerChunk: 4096 })) {
    for (const text of writer.write(table)) yield encoder.encode(text)
  }
}

export async function exportTableFile(
  inDatabase: InDatabase,
  file: TableFile,
  format: ExportFormat,
  into: string,
  signal?: AbortSignal,
): Promise<void> {
  if (format === 'parquet') return exportParquet(inDatabase, file, into, signal)
  await writeNewFile(into, async (output) => {
    for await (const bytes of exportBytes(file, format)) {
      signal?.throwIfAborted()
      await output.writeFile(bytes)
    }
  })
}

interface TextWriter {
  readonly head: string
  write(table: Table): Iterable<string>
}

async function createTextWriter(file: TableFile, format: TextExportFormat, quotes: boolean): Promise<TextWriter> {
  if (format === 'json-lines') return { head: '', write: writeJsonLines }
  if (format === 'arff') return createArffWriter(file)
  const separator = format === 'csv' ? ',' : '\t'
  const head = [...writeDelimited(createTable(0, emptyColumns(file)), { separator, hasHeader: true, quotes })]
  return {
    head: head.join(''),
    write: (table) => writeDelimited(table, { separator, hasHeader: false, quotes }),
  }
}

const emptyColumns = ({ schema }: TableFile): Column[] =>
  schema.map((column) => ({ kind: 'column', ...column, values: [], missing: undefined }) as unknown as Column)

function* writeJsonLines(table: Table): Generator<string> {
  const columns = table.schema.map((_, index) => columnAt(table, index))
  const writers = columns.map(({ type }) => jsonWriter(type))
  const keys = columns.map(({ name }) => JSON.stringify(name))
  let text = ''
  for (let row = 0; row < table.rowCount; row += 1) {
    const cells: string[] = []
    for (const [index, { missing, values }] of columns.entries()) {
      const cell = isMissing(missing, row) ? 'null' : (writers[index] as JsonWriter)(values[row] as number)
      cells.push(`${keys[index]}:${cell}`)
    }
    text += `{${cells.join(',')}}\n`
  }
  yield text
}

type JsonWriter = (value: number | string | bigint) => string

function jsonWriter(type: ColumnType): JsonWriter {
  switch (type) {
    case 'Boolean':
      return (value) => (value === 0 ? 'false' : 'true')
    case 'Int64':
      return String
    case 'DateTime':
    case 'DateTimeOffset':
      return (value) => JSON.stringify(new Date(Number(value)))
    case 'TimeSpan':
      return (value) => JSON.stringify(cellWriter('TimeSpan')(value))
    default:
      // JSON has no NaN and nothing infinite; those are null.
      return (value) => JSON.stringify(value)
  }
}

/**
 * A nominal attribute lists its values in front of the rows: they are found in a pass of their own, and stand in a table
 * made for the head alone.
 */
async function createArffWriter(file: TableFile): Promise<TextWriter> {
  const categories = await categoriesOf(file)
  const rowCount = Math.max(0, ...[...categories.values()].map((values) => values.length))
  const rows = Array.from({ length: rowCount }, (_, row) =>
    file.schema.map((_, index) => categories.get(index)?.[row] ?? null),
  )
  const [head = ''] = writeArff(createTableFromRows(file.schema, rows), relation)
  return {
    head,
    *write(table) {
      const texts = writeArff(table, relation)
      // Its own head.
      texts.next()
      yield* texts
    },
  }
}

const relation = 'table'

/** Of each nominal column its different texts. */
async function categoriesOf(file: TableFile): Promise<ReadonlyMap<number, readonly string[]>> {
  const isNominal = ({ type, isCategorical }: ColumnSchema) => type === 'String' && isCategorical
  const columns = file.schema.flatMap((column, index) => (isNominal(column) ? [index] : []))
  const found = columns.map(() => new Set<string>())
  if (columns.length === 0) return new Map()
  for await (const table of chunksOfTableFile(file, { columns })) {
    for (const [place, texts] of found.entries()) {
      const { values, missing } = columnAt(table, place)
      for (let row = 0; row < table.rowCount; row += 1) {
        if (!isMissing(missing, row)) texts.add(values[row] as string)
      }
    }
  }
  return new Map(columns.map((index, place) => [index, [...(found[place] as Set<string>)]]))
}

/** Plain columns with their names, times as timestamps: what other tools expect. */
async function exportParquet(
  inDatabase: InDatabase,
  file: TableFile,
  into: string,
  signal?: AbortSignal,
): Promise<void> {
  const draft = toDraftPath(into)
  try {
    await inDatabase({ paths: [file.path, draft], signal }, async ({ connection, temporaryFolder }) => {
      // Another file even without sparse columns: its columns have the names of the schema, and nothing but those.
      const { path, schema } = await writeDenseCopy(file, join(temporaryFolder, 'dense.parquet'))
      const columns = toStoredNames(columnParts(schema)).map((name, index) => {
        const { type } = schema[index] as ColumnSchema
        // Few tools know intervals; milliseconds anyone can count.
        return type === 'TimeSpan' ? toSqlName(name) : toReadable(name, type)
      })
      await connection.run(
        `COPY (SELECT ${columns.join(', ')} FROM read_parquet(${toSqlText(path)})) TO ${toSqlText(draft)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${schema.length > 100 ? 8192 : 65_536})`,
      )
    })
    signal?.throwIfAborted()
    await keepDraft(draft, into)
  } finally {
    await rm(draft, { force: true })
  }
}
