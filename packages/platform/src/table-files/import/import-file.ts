import { rm } from 'node:fs/promises'
import { AppError, type TableSchema } from '@sluice/contracts'
import { checkedSchema } from '@sluice/dataflow'
import type { InDatabase } from '../duck-database.ts'
import { type BadRows, createBadRows } from './bad-rows.ts'
import { guessParquet, readParquetRows } from './foreign-parquet.ts'
import { guessSource } from './guess-source.ts'
import { importRows } from './import-rows.ts'
import type {
  ColumnWish,
  GuessedSchema,
  ImportOptions,
  ImportPassage,
  ImportResult,
  ImportSource,
  RecognisedSource,
  RowHandler,
} from './import-types.ts'
import { readRows } from './read-rows.ts'
import { recogniseSource } from './recognise-source.ts'

/** @throws AppError `FileNotParsed` */
export async function guessFile(
  inDatabase: InDatabase,
  source: ImportSource,
  passage: ImportPassage = {},
): Promise<GuessedSchema> {
  return guessRecognised(inDatabase, await recogniseSource(source), passage, 1)
}

/** @param share of the whole work that this pass is */
const guessRecognised = (
  inDatabase: InDatabase,
  source: RecognisedSource,
  { signal, onProgress }: ImportPassage,
  share: number,
): Promise<GuessedSchema> =>
  source.format === 'parquet'
    ? guessParquet(inDatabase, source, signal)
    : guessSource(source, {
        signal,
        onBlock: (readBytes, totalBytes, rowCount) =>
          onProgress?.({ readBytes: Math.floor(readBytes * share), totalBytes, rowCount }),
      })

/** Makes a table file of a file of another format. @throws AppError `FileNotParsed`, `BadRowsTooMany` */
export async function importFile(
  inDatabase: InDatabase,
  source: ImportSource,
  into: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { guessed: earlier, columns, signal, onProgress, maxBadRows = Number.POSITIVE_INFINITY } = options
  const recognised = await recogniseSource({ ...source, ...(earlier && decidedBy(earlier)) })
  const guessed = earlier ?? (await guessRecognised(inDatabase, recognised, options, 0.5))
  const schema = toSchema(guessed, columns)
  const badRows = createBadRows(options.badRowsPath ?? `${into}.bad.jsonl`, maxBadRows)
  const progressOf = (handler: { readonly rowCount: number }) => (readBytes: number, totalBytes: number) =>
    onProgress?.({
      readBytes: earlier === undefined ? Math.floor((totalBytes + readBytes) / 2) : readBytes,
      totalBytes,
      rowCount: handler.rowCount,
    })
  let written: { readonly rowCount: number; readonly byteCount: number } | undefined
  try {
    written = await importRows(into, schema, badRows, async (handler) => {
      const onBlock = progressOf(handler)
      if (recognised.format === 'parquet') await readParquetRows(inDatabase, recognised, handler, { signal, onBlock })
      else await readRows(recognised, handler, { signal, onBlock })
      await namedBadRows(badRows, handler)
    })
    return {
      file: { path: into, schema, ...written },
      rowCount: written.rowCount,
      badRowCount: badRows.count,
      badRowsPath: badRows.count === 0 ? undefined : (options.badRowsPath ?? `${into}.bad.jsonl`),
      guessed,
    }
  } finally {
    await badRows.discard()
    if (written === undefined && badRows.count > 0)
      await rm(options.badRowsPath ?? `${into}.bad.jsonl`, { force: true })
  }
}

/** Before the table has its name: whoever sees the table finds the rows that are not in it. */
async function namedBadRows(badRows: BadRows, handler: RowHandler): Promise<void> {
  await handler.afterPiece()
  await badRows.finish()
}

const decidedBy = ({ format, hasHeader, delimiter, encoding }: GuessedSchema) => ({
  format,
  hasHeader,
  delimiter,
  encoding,
})

/** @throws AppError `FileNotParsed` when there are more wishes than columns, `ColumnNameDuplicated` */
function toSchema({ columns }: GuessedSchema, wishes: readonly ColumnWish[] = []): TableSchema {
  if (wishes.length > columns.length) {
    throw new AppError('FileNotParsed', {
      details: `there are ${columns.length} columns in it, but something is wanted of ${wishes.length}.`,
    })
  }
  return checkedSchema(
    columns.map((column, index) => {
      const wish = wishes[index] ?? {}
      return {
        name: wish.name ?? column.name,
        type: wish.type ?? column.type,
        isCategorical: wish.isCategorical ?? column.isCategorical,
        roles: [...(wish.roles ?? column.roles)],
      }
    }),
  )
}
