import { AppError, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  concatenateTables,
  createArffRows,
  createTableFromRows,
  type LooseCell,
  parseCell,
  type Table,
} from '@sluice/dataflow'
import type { BlobContainer } from '@sluice/platform'
import { excerpt } from '../../endpoints/read-cells.ts'
import { createNameCheck } from '../../endpoints/read-input.ts'
import type { EngineFile } from './engine-job.ts'
import { delimiterOf } from './engine-job.ts'
import { findInput, planPieces } from './examine-input.ts'
import type { Patience } from './patience.ts'
import { readRange } from './read-range.ts'
import { type BadRow, type RowTable, readRowTables } from './row-tables.ts'
import { readByteOrderMark, toUtf8 } from './text-encoding.ts'

export interface WholeInput {
  readonly name: string
  readonly schema: TableSchema
  readonly file: EngineFile
  readonly optional: readonly string[]
}

const piece = 8_388_608

/**
 * Reads a file into one table of the input's columns.
 * @param onBad told of each row that is left out, in order
 * @throws AppError like `planPieces`; `FileNotParsed` of an arff file without declarations
 */
export async function readWholeInput(
  input: WholeInput,
  container: BlobContainer,
  handler: { onBad(row: BadRow): void; onBytes(count: number): void },
  patience: Patience,
  signal: AbortSignal,
): Promise<Table> {
  const { path, format } = input.file
  const { tag, bytes: totalBytes } = await findInput(container, path, patience, signal)
  const bytes = new Uint8Array(totalBytes)
  for (let start = 0; start < totalBytes; start += piece) {
    const length = Math.min(piece, totalBytes - start)
    bytes.set(await readRange(container, { path, start, length, tag }, patience, signal), start)
    handler.onBytes(length)
  }
  if (format === 'arff') return readArffTable(bytes, input, handler.onBad)
  const noSizes = { chunkBytes: totalBytes + 1, partBytes: undefined }
  const { plan } = await planPieces(input, 1, container, noSizes, patience, signal)
  const form = {
    schema: input.schema,
    places: plan.places,
    width: plan.width,
    delimiter: delimiterOf(format).charCodeAt(0),
  }
  const tables: RowTable[] = []
  readRowTables(toUtf8(bytes.subarray(plan.start), plan.encoding), plan.line, form, {
    onTable: (table) => void tables.push(table),
    onBad: handler.onBad,
  })
  if (tables.length === 0) return createTableFromRows(input.schema, [])
  return concatenateTables(
    tables.map(({ table }) => table),
    input.schema,
  )
}

function readArffTable(
  bytes: Uint8Array,
  { name, schema, file, optional }: WholeInput,
  onBad: (row: BadRow) => void,
): Table {
  const mark = readByteOrderMark(bytes)
  const encoding = file.encoding ?? mark.encoding ?? 'utf-8'
  const text = toUtf8(bytes.subarray(mark.encoding === encoding ? mark.length : 0), encoding).toString('utf8')
  const rows: Cell[][] = []
  let places: number[] | undefined
  const arff = createArffRows({
    onCells(given, line, textOf) {
      places ??= placesIn(arff.schema)
      const cells = readCells(given, places)
      if (Array.isArray(cells)) rows.push(cells)
      else onBad({ ...cells, line, text: textOf() })
    },
    onBad: (row) => onBad({ ...row, column: undefined }),
  })
  const placesIn = (found: TableSchema): number[] => {
    const names = found.map((column) => column.name)
    createNameCheck(name, schema, new Set(optional))(names)
    return schema.map((column) => names.indexOf(column.name))
  }
  const readCells = (given: readonly LooseCell[], from: readonly number[]) => {
    const cells: Cell[] = []
    for (const [index, { name: column, type }] of schema.entries()) {
      const place = from[index] as number
      const loose = place < 0 ? null : (given[place] ?? null)
      const cell = parseCell(type, loose)
      if (cell === undefined) return { column, reason: `${excerpt(loose)} cannot be read as ${type}` }
      cells.push(cell)
    }
    return cells
  }
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) arff.seeLine(line, index + 1)
  arff.flush()
  places ??= placesIn(arff.schema)
  return createTableFromRows(schema, rows)
}

/** @throws AppError `BatchInputTooLarge` */
export function assertFits(totalBytes: number, limitBytes: number): void {
  if (totalBytes <= limitBytes) return
  const toMegabytes = (bytes: number) => Math.round(bytes / 1_048_576)
  throw new AppError('BatchInputTooLarge', { megabytes: toMegabytes(totalBytes), limit: toMegabytes(limitBytes) })
}
