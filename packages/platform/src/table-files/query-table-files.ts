import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'
import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { takeFreeName, toColumnSchema } from '@sluice/dataflow'
import { writeDenseCopy } from './dense-copy.ts'
import type { DuckDatabase, InDatabase } from './duck-database.ts'
import { keepDraft, toDraftPath } from './new-file.ts'
import { openStored, openTableFile } from './read-table-file.ts'
import { fromSqlType, toReadable, toSqlName, toSqlText, toStored } from './sql-types.ts'
import {
  columnParts,
  type StoredPart,
  schemaKey,
  schemaOfParts,
  sparseName,
  toStoredNames,
  toStoredText,
  widthOfPart,
} from './stored-schema.ts'
import type { TableFile, TableQuery } from './table-files.ts'

type Question = Omit<TableQuery, 'into' | 'schema'>

/** What is known of a query before it runs. */
interface Described {
  readonly columns: readonly { readonly name: string; readonly sqlType: string }[]
  /** Of the input: what stands behind a column of bytes by this name. */
  readonly sparseByName: ReadonlyMap<string, TableSchema>
}

export async function queryTableFiles(inDatabase: InDatabase, query: TableQuery): Promise<TableFile> {
  const { sql, tables, into, schema, signal } = query
  const draft = toDraftPath(into)
  try {
    await inDatabase({ paths: [...Object.values(tables).map(({ path }) => path), draft], signal }, async (database) => {
      const described = await describeQuery(database, query)
      const parts = toResultParts(described, schema)
      const names = toStoredNames(parts)
      const cells = described.columns.map(({ sqlType }, index) => {
        const part = parts[index] as StoredPart
        const cell = part.kind === 'column' ? toStored(`c${index}`, sqlType, part.schema) : `c${index}`
        return `${cell} AS ${toSqlName(names[index] as string)}`
      })
      // `query` takes its text for one SELECT, whatever it holds: nothing in it can end the COPY around it.
      const rows = `query(${toSqlText(sql)}) AS q(${described.columns.map((_, index) => `c${index}`).join(', ')})`
      await database.connection.run(
        `COPY (SELECT ${cells.join(', ')} FROM ${rows}) TO ${toSqlText(draft)} (FORMAT parquet, PARQUET_VERSION V1, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE ${rowsPerGroup(parts.length)}, KV_METADATA {${toSqlText(schemaKey)}: ${toSqlText(toStoredText(parts))}})`,
      )
    })
    signal?.throwIfAborted()
    await keepDraft(draft, into)
  } finally {
    await rm(draft, { force: true })
  }
  return openTableFile(into)
}

/** Rows of a small result. */
export const selectFromTableFiles = (
  inDatabase: InDatabase,
  question: Question,
): Promise<Readonly<Record<string, unknown>>[]> =>
  inDatabase(
    { paths: Object.values(question.tables).map(({ path }) => path), signal: question.signal },
    async (database) => {
      await describeQuery(database, question)
      const reader = await database.connection.runAndReadAll(question.sql)
      return reader.getRowObjectsJS() as Readonly<Record<string, unknown>>[]
    },
  )

/** Wide tables have fewer rows in a group, or writing them would take more memory than there is. */
export const rowsPerGroup = (columnCount: number): number =>
  columnCount <= 100 ? 65_536 : columnCount <= 1000 ? 8192 : 2048

/** Makes the tables known by their names, and finds out what the query gives. */
async function describeQuery(database: DuckDatabase, { sql, tables, times, sparse }: Question): Promise<Described> {
  const sparseByName = new Map<string, TableSchema>()
  for (const [index, [name, file]] of Object.entries(tables).entries()) {
    const parts = await partsOf(file)
    for (const part of parts) if (part.kind === 'sparse') sparseByName.set(sparseName(part.schema), part.schema)
    const source =
      sparse === 'columns' && parts.some(({ kind }) => kind === 'sparse')
        ? await writeDenseCopy(file, join(database.temporaryFolder, `dense-${index}.parquet`))
        : file
    await createView(database.connection, name, source, times ?? 'timestamps')
  }
  const prepared = await prepareSelect(database.connection, sql)
  try {
    const columns = Array.from({ length: prepared.columnCount }, (_, index) => ({
      name: prepared.columnName(index),
      sqlType: String(prepared.columnType(index)),
    }))
    return { columns, sparseByName }
  } finally {
    prepared.destroySync()
  }
}

async function partsOf(file: TableFile): Promise<readonly StoredPart[]> {
  const { parts, close } = await openStored(file.path)
  await close()
  return parts
}

async function createView(
  connection: DuckDBConnection,
  name: string,
  file: TableFile,
  times: 'timestamps' | 'milliseconds',
): Promise<void> {
  const parts = await partsOf(file)
  const columns = toStoredNames(parts).map((stored, index) => {
    const part = parts[index] as StoredPart
    return part.kind === 'sparse' || times === 'milliseconds' ? toSqlName(stored) : toReadable(stored, part.schema.type)
  })
  await connection.run(
    `CREATE VIEW ${toSqlName(name)} AS SELECT ${columns.join(', ')} FROM read_parquet(${toSqlText(file.path)})`,
  )
}

async function prepareSelect(connection: DuckDBConnection, sql: string): Promise<DuckDBPreparedStatement> {
  const refuse = (details: string) => new AppError('LibraryException', { details })
  // Its own errors have no kind in front, and a text without any statement is one to it, too.
  const statements = await connection.extractStatements(sql).catch((error: Error) => {
    throw refuse(
      error.message.replace(/^Failed to extract statements: |^Error in native callback$/, '') || 'No SELECT is there.',
    )
  })
  if (statements.count !== 1) throw refuse(`One SELECT is wanted; there are ${statements.count} statements.`)
  const prepared = await statements.prepare(0)
  const { StatementType } = await import('@duckdb/node-api')
  if (prepared.statementType === StatementType.SELECT) return prepared
  prepared.destroySync()
  throw refuse('Only a SELECT can be run here.')
}

/** The parts of the result, one for each of its columns in SQL. */
function toResultParts({ columns, sparseByName }: Described, wanted: TableQuery['schema']): StoredPart[] {
  const taken = new Set<string>()
  const own = columns.map(({ name, sqlType }): StoredPart => {
    const sparse = sqlType === 'BLOB' ? sparseByName.get(name) : undefined
    if (sparse === undefined) {
      const schema = toColumnSchema(takeFreeName(name || 'Column', taken), fromSqlType(sqlType))
      return columnParts([schema])[0] as StoredPart
    }
    const schema = columnParts(sparse).flatMap((part) => (part.kind === 'column' ? [part.schema] : part.schema))
    return { kind: 'sparse', schema: schema.map((column) => ({ ...column, name: takeFreeName(column.name, taken) })) }
  })
  const described = schemaOfParts(own)
  const schema = typeof wanted === 'function' ? wanted(described) : (wanted ?? described)
  if (schema.length !== described.length) {
    const details = `The query gives ${described.length} columns, where ${schema.length} are expected.`
    throw new AppError('LibraryException', { details })
  }
  let before = 0
  return own.map((part) => {
    const first = before
    before += widthOfPart(part)
    const named = columnParts(schema.slice(first, before))
    if (part.kind === 'column') return named[0] as StoredPart
    return { kind: 'sparse', schema: named.map((column) => (column as { schema: ColumnSchema }).schema) as never }
  })
}

/** Names that the tables' columns have in SQL, in order; of sparse columns the one that stands for all of them. */
export async function sqlColumnsOf(file: TableFile): Promise<readonly SqlColumn[]> {
  const parts = await partsOf(file)
  const names = toStoredNames(parts)
  let before = 0
  return parts.map((part, index) => {
    const first = before
    before += widthOfPart(part)
    return { name: names[index] as string, columns: Array.from({ length: before - first }, (_, at) => first + at) }
  })
}

/** A column in SQL, and the places of the columns that it stands for. */
export interface SqlColumn {
  readonly name: string
  readonly columns: readonly number[]
}
