import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, isAppError } from '@sluice/contracts'
import { sliceRows, type Table, toColumnNames } from '@sluice/dataflow'
import type { InDatabase } from '../duck-database.ts'
import { rowsPerGroup } from '../query-table-files.ts'
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
  const { size } = await stat(source.path)
  const { columns, rowCount } =
    own === undefined
      ? await describeForeign(inDatabase, source.path, signal)
      : {
          columns: own.schema.map((column) => ({ ...column, reason: `${column.type}: as it was kept` })),
          rowCount: own.rowCount,
        }
  assertHoldable(rowCount, columns.length, size)
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
    const rowsPerChunk = Math.max(1, Math.min(8192, Math.floor(maxPieceCells / file.schema.length)))
    for await (const table of chunksOfTableFile(file, { rowsPerChunk })) {
      passage.signal?.throwIfAborted()
      assertTextsHoldable(table)
      for (const piece of piecesOf(table)) {
        handler.onTable?.(piece, before)
        before += piece.rowCount
        await handler.afterPiece()
      }
      passage.onBlock?.(Math.floor((size * before) / Math.max(1, file.rowCount)), size)
    }
  }
  if (own !== undefined) {
    await inReadable(source.path, () => handOn(own))
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
        `COPY (SELECT ${cells.join(', ')} FROM read_parquet(${toSqlText(source.path)}) AS q(${columns.map((_, index) => `c${index}`).join(', ')})) TO ${toSqlText(copy)} (FORMAT parquet, PARQUET_VERSION V1, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE ${rowsPerGroup(columns.length)}, KV_METADATA {${toSqlText(schemaKey)}: ${toSqlText(metadata)}})`,
      )
      await handOn(await openTableFile(copy))
    }),
  )
}

/** Cells that are taken in between two moments at which they can be written. */
const maxPieceCells = 8_000_000

/** Texts that are taken in between two moments at which they can be written. */
const maxPieceCharacters = 32_000_000

/** A few long texts that come back in all rows are little to read, and very much to write. */
function* piecesOf(table: Table): Generator<Table> {
  if (table.rowCount <= 1 || charactersOf(table) <= maxPieceCharacters) {
    yield table
    return
  }
  const middle = table.rowCount >> 1
  yield* piecesOf(sliceRows(table, 0, middle))
  yield* piecesOf(sliceRows(table, middle, table.rowCount))
}

function charactersOf({ parts }: Table): number {
  let characters = 0
  for (const part of parts) {
    if (part.kind !== 'column' || part.type !== 'String') continue
    for (const text of part.values) characters += text.length
  }
  return characters
}

/** Of 8192 rows: more than any file of texts has that were written one by one. */
const mostCharacters = 4_000_000_000

/** @throws AppError `FileNotParsed` */
function assertTextsHoldable(table: Table): void {
  const characters = charactersOf(table)
  if (characters <= mostCharacters) return
  const details = `${table.rowCount} of its rows expand to ${characters} characters; it cannot be meant so.`
  throw new AppError('FileNotParsed', { details })
}

/** Up to so many cells anything is believed; beyond, a file needs a byte for every so many of them. */
const fewestCells = 1_000_000_000
const mostCellsPerByte = 10_000

/** @throws AppError `FileNotParsed` for a tiny file that says it is an enormous table */
function assertHoldable(rowCount: number, columnCount: number, byteCount: number): void {
  const cells = rowCount * columnCount
  if (cells <= fewestCells || cells <= byteCount * mostCellsPerByte) return
  const details = `it says that its ${byteCount} bytes are ${rowCount} rows of ${columnCount} columns; so much is not made of so little.`
  throw new AppError('FileNotParsed', { details })
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

/** Our schema stands near the end of what stands at the end. */
const mostFooterBytes = 1_048_576

async function openOwn(path: string): Promise<TableFile | undefined> {
  try {
    return await openTableFile(path)
  } catch (error) {
    if (!isAppError(error) || error.code !== 'DataInvalid') throw error
    if (await saysItIsOwn(path)) throw toNotParsed((error.parameters as { readonly reason: string }).reason, error)
    // Whether it is anybody else's table is seen by reading it so.
    return undefined
  }
}

/** Whether the file has our schema in it, however damaged it is otherwise. */
async function saysItIsOwn(path: string): Promise<boolean> {
  const { size } = await stat(path)
  const file = await open(path, 'r')
  try {
    const length = Math.min(size, mostFooterBytes)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.includes(schemaKey)
  } finally {
    await file.close()
  }
}

const toNotParsed = (details: string, cause: unknown) =>
  new AppError('FileNotParsed', { details: details.replace(/^It(s?) /, 'it$1 ') }, { cause })

async function inReadable<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code === 'DataInvalid') throw toNotParsed((error.parameters as { readonly reason: string }).reason, error)
    if (error.code !== 'LibraryException') throw error
    const details = error.message.replace('Library exception: ', '').replaceAll(path, 'the file')
    throw toNotParsed(
      /^Out of Memory Error/.test(details) ? 'it expands to more than there is memory for.' : details,
      error,
    )
  }
}
