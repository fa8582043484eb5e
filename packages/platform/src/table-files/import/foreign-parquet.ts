import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts'
import { toColumnNames } from '@sluice/dataflow'
import type { InDatabase } from '../duck-database.ts'
import { chunksOfTableFile, openTableFile } from '../read-table-file.ts'
import { fromSqlType, toSqlName, toSqlText, toStored } from '../sql-types.ts'
import { columnParts, schemaKey, toStoredText } from '../stored-schema.ts'
import type { TableFile } from '../table-files.ts'
import type { GuessedColumn, GuessedSchema, ImportPassage, RecognisedSource, RowHandler } from './import-types.ts'

/** What the columns of a Parquet file are, be it ours or anybody's. @throws AppError `FileNotParsed` */
export async function guessParquet(
  inDatabase: InDatabase,
  source: RecognisedSource,
  signal: AbortSignal | undefined,
): Promise<GuessedSchema> {
  const own = await openOwn(source.path)
  const { columns, rowCount } =
    own === undefined
      ? await describeForeign(inDatabase, source.path, signal)
      : {
          columns: own.schema.map((column) => ({ ...column, reason: `${column.type}: as it was kept` })),
          rowCount: own.rowCount,
        }
  const { format, hasHeader, delimiter, encoding } = source
  return { format, hasHeader, delimiter, encoding, columns, rowCount, badRowCount: 0, sampleRows: [] }
}

/** Hands on the rows of a Parquet file; `line` is the row. */
export async function readParquetRows(
  inDatabase: InDatabase,
  source: RecognisedSource,
  handler: RowHandler,
  passage: Pick<ImportPassage, 'signal'> & { onBlock?(readBytes: number, totalBytes: number): void },
): Promise<void> {
  const { size } = await stat(source.path)
  const own = await openOwn(source.path)
  const handOn = async (file: TableFile) => {
    let before = 0
    for await (const table of chunksOfTableFile(file, { rowsPerChunk: 8192 })) {
      passage.signal?.throwIfAborted()
      handler.onTable?.(table, before)
      before += table.rowCount
      await handler.afterPiece()
      passage.onBlock?.(Math.floor((size * before) / Math.max(1, file.rowCount)), size)
    }
  }
  if (own !== undefined) {
    await handOn(own)
    return
  }
  await inReadable(source.path, () =>
    inDatabase({ paths: [source.path], signal: passage.signal }, async ({ connection, temporaryFolder }) => {
      const { columns, sqlTypes } = await describe(connection, source.path)
      const copy = join(temporaryFolder, 'copy.parquet')
      const schema = columns.map(({ name, type, isCategorical, roles }) => ({
        name,
        type,
        isCategorical,
        roles: [...roles],
      }))
      const cells = columns.map(
        (column, index) =>
          `${toStored(`c${index}`, sqlTypes[index] as string, column)} AS ${toSqlName(columnName(index))}`,
      )
      const metadata = toStoredText(
        columnParts(schema.map((column, index) => ({ ...column, name: columnName(index) }))),
      )
      await connection.run(
        `COPY (SELECT ${cells.join(', ')} FROM read_parquet(${toSqlText(source.path)}) AS q(${columns.map((_, index) => `c${index}`).join(', ')})) TO ${toSqlText(copy)} (FORMAT parquet, PARQUET_VERSION V1, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 65536, KV_METADATA {${toSqlText(schemaKey)}: ${toSqlText(metadata)}})`,
      )
      await handOn(await openTableFile(copy))
    }),
  )
}

const columnName = (index: number) => `column ${index}`

type Connection = Parameters<Parameters<InDatabase>[1]>[0]['connection']

async function describe(connection: Connection, path: string) {
  const prepared = await connection.prepare(`SELECT * FROM read_parquet(${toSqlText(path)})`)
  try {
    const sqlTypes = Array.from({ length: prepared.columnCount }, (_, index) => String(prepared.columnType(index)))
    const names = toColumnNames(
      sqlTypes.map((_, index) => prepared.columnName(index)),
      sqlTypes.length,
    )
    const columns = names.map((name, index): GuessedColumn => {
      const type = fromSqlType(sqlTypes[index] as string)
      return { name, type, isCategorical: false, roles: ['feature'], reason: `${type}: declared ${sqlTypes[index]}` }
    })
    return { columns, sqlTypes }
  } finally {
    prepared.destroySync()
  }
}

const describeForeign = (inDatabase: InDatabase, path: string, signal: AbortSignal | undefined) =>
  inReadable(path, () =>
    inDatabase({ paths: [path], signal }, async ({ connection }) => {
      const { columns } = await describe(connection, path)
      const counted = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM read_parquet(${toSqlText(path)})`)
      return { columns, rowCount: Number(counted.getRows()[0]?.[0] ?? 0) }
    }),
  )

async function openOwn(path: string): Promise<TableFile | undefined> {
  try {
    return await openTableFile(path)
  } catch (error) {
    // Whether it is anybody else's table is seen by reading it so.
    if (isAppError(error) && error.code === 'DataInvalid') return undefined
    throw error
  }
}

async function inReadable<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (!isAppError(error) || error.code !== 'LibraryException') throw error
    const details = `${error.message.replace('Library exception: ', '').replaceAll(path, 'the file')}`
    throw new AppError('FileNotParsed', { details }, { cause: error })
  }
}
