import { open, readFile, writeFile } from 'node:fs/promises'
import { AppError } from '@sluice/contracts'
import { toCellText, toRows } from '@sluice/dataflow'
import type { TableFiles } from '@sluice/platform'
import { decodeText, guessEncoding } from './reading/decode-text.ts'
import { guessLayout } from './reading/guess-layout.ts'
import { buildTable, splitRows, typeColumns } from './reading/read-text-rows.ts'
import type { Guess, ImportOutcome, TableWork } from './table-work.ts'

/** So much of a file is looked at to guess how it is written. */
const guessedBytes = 1_000_000
const sampleRowCount = 20

/** The work in this process: right in a worker process, and in tests. */
export function createInProcessTableWork(tables: TableFiles): TableWork {
  return {
    async guess(source, options, { signal }): Promise<Guess> {
      const { start, isWhole } = await readStart(source.path)
      signal.throwIfAborted()
      if (isParquet(start)) return guessParquet(source.path)
      const encoding = options.encoding ?? guessEncoding(start)
      const text = wholeLines(decodeText(start, encoding, isWhole), isWhole)
      const layout = guessLayout(source.fileName, text, options)
      const rows = splitRows(text, layout)
      const schema = typeColumns(rows, options)
      return {
        format: layout.format,
        hasHeader: layout.hasHeader,
        ...(layout.format === 'csv' || layout.format === 'tsv' ? { delimiter: layout.delimiter } : {}),
        encoding,
        columns: schema.map((column, index) => ({
          ...column,
          reason: reasonFor(options.columns?.[index]?.type, rows.schema !== undefined, rows.rows.length, isWhole),
        })),
        sampleRows: rows.rows.slice(0, sampleRowCount).map(({ cells }) => cells),
      }
    },
    async importFile({ source, options, maxBadRows, tablePath, badRowsPath }, { signal, onProgress }) {
      const bytes = await readFile(source.path, { signal })
      if (isParquet(bytes)) return importParquet(source.path, tablePath, signal)
      const encoding = options.encoding ?? guessEncoding(bytes.subarray(0, guessedBytes))
      const text = decodeText(bytes, encoding)
      const layout = guessLayout(source.fileName, text.slice(0, guessedBytes), options)
      const rows = splitRows(text, layout)
      onProgress?.({ bytesRead: bytes.length, rowsRead: 0 })
      const { table, badRows } = buildTable(rows, typeColumns(rows, options))
      if (badRows.length > maxBadRows) {
        throw new AppError('BadRowsTooMany', { count: badRows.length, limit: maxBadRows })
      }
      signal.throwIfAborted()
      await tables.write(tablePath, table.schema, table, signal)
      if (badRows.length > 0) await writeFile(badRowsPath, badRows.map((row) => `${JSON.stringify(row)}\n`).join(''))
      onProgress?.({ bytesRead: bytes.length, rowsRead: table.rowCount })
      return { ...layout, schema: table.schema, rowCount: table.rowCount, badRowCount: badRows.length }
    },
  }

  async function guessParquet(path: string): Promise<Guess> {
    const file = await tables.open(path)
    const sample = await tables.read(file, { end: Math.min(sampleRowCount, file.rowCount) })
    const sampleRows = toRows(sample).map((cells) =>
      cells.map((cell, index) => {
        const type = file.schema[index]?.type
        return cell === null || type === undefined ? null : toCellText(type, cell)
      }),
    )
    const columns = file.schema.map((column) => ({ ...column, reason: 'The file says so.' }))
    return { format: 'parquet', hasHeader: true, columns, sampleRows }
  }

  async function importParquet(path: string, tablePath: string, signal: AbortSignal): Promise<ImportOutcome> {
    const file = await tables.open(path)
    const { schema, rowCount } = await tables.write(tablePath, file.schema, tables.chunks(file), signal)
    return { format: 'parquet', hasHeader: true, schema, rowCount, badRowCount: 0 }
  }
}

const isParquet = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PAR1'

async function readStart(path: string): Promise<{ readonly start: Uint8Array; readonly isWhole: boolean }> {
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(guessedBytes)
    const { bytesRead } = await file.read(buffer, 0, guessedBytes, 0)
    return { start: buffer.subarray(0, bytesRead), isWhole: bytesRead < guessedBytes }
  } finally {
    await file.close()
  }
}

const wholeLines = (text: string, isWhole: boolean): string =>
  isWhole ? text : text.slice(0, text.lastIndexOf('\n') + 1)

function reasonFor(wished: unknown, isSaid: boolean, rowCount: number, isWhole: boolean): string {
  if (wished !== undefined) return 'You chose it.'
  if (isSaid) return 'The file says so.'
  return isWhole ? `It fits all ${rowCount} rows.` : `It fits the first ${rowCount} rows.`
}
