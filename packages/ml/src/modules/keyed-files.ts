import type { TableSchema } from '@sluice/contracts'
import {
  columnAt,
  createColumn,
  createTable,
  isMissing,
  selectRows,
  type Table,
  type TablePart,
  toColumnSchema,
  type Values,
} from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import type { FileRunContext } from './module.ts'

/** Columns of a file of keys. */
export const keyFileSchema: TableSchema = [toColumnSchema('row', 'Int64'), toColumnSchema('key', 'String')]

/** Columns of a file of row numbers. */
export const rowNumberSchema: TableSchema = [toColumnSchema('row', 'Int64')]

export interface KeyTextOptions {
  readonly ignoresCase?: boolean
  /** A missing cell makes a row without key. Default: missing equals missing. */
  readonly isMissingNoKey?: boolean
}

/** A file with the number and the key of each row, equal for the rows for which `createRowKeys` has equal numbers. */
export function writeKeyFile(
  file: TableFile,
  columns: readonly number[],
  context: FileRunContext,
  options: KeyTextOptions = {},
): Promise<TableFile> {
  const { tableFiles, signal } = context
  async function* pieces() {
    let row = 0
    for await (const piece of tableFiles.chunks(file, { columns: [...columns] })) {
      const start = row
      const rows = BigInt64Array.from({ length: piece.rowCount }, (_, place) => BigInt(start + place))
      yield createTable(piece.rowCount, [
        createColumn({ ...toColumnSchema('row', 'Int64'), type: 'Int64' }, rows),
        keyColumn(piece, options),
      ])
      row += piece.rowCount
    }
  }
  return tableFiles.write(context.temporaryPath(), keyFileSchema, pieces(), signal)
}

/** One text a row that says all its cells. */
function keyColumn(table: Table, { ignoresCase = false, isMissingNoKey = false }: KeyTextOptions) {
  const writers = table.parts.map((part) => keyWriter(part, ignoresCase))
  const keys: string[] = []
  const missing: number[] = []
  for (let row = 0; row < table.rowCount; row += 1) {
    const texts = writers.map((write) => write(row))
    if (isMissingNoKey && texts.includes(null)) missing.push(row)
    keys.push(JSON.stringify(texts))
  }
  const bits = new Uint8Array((table.rowCount + 7) >> 3)
  for (const row of missing) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7))
  const marks = missing.length === 0 ? undefined : { bits, count: missing.length }
  return createColumn({ ...toColumnSchema('key', 'String'), type: 'String' }, keys, marks)
}

function keyWriter(part: TablePart, ignoresCase: boolean): (row: number) => string | null {
  if (part.kind === 'sparse') {
    const { rowStarts, columnIndexes, values } = part
    return (row) => {
      const [from, to] = [rowStarts[row] as number, rowStarts[row + 1] as number]
      return `${columnIndexes.subarray(from, to)}:${values.subarray(from, to)}`
    }
  }
  const { values, missing, type } = part
  const cells = values as ArrayLike<string | number | bigint>
  const isText = type === 'String'
  return (row) => {
    if (isMissing(missing, row)) return null
    const cell = cells[row] as string | number | bigint
    // `0` for -0, too; a large whole number of one type reads like the same one of another.
    if (!isText) return typeof cell === 'number' && Number.isInteger(cell) ? String(BigInt(cell)) : String(cell)
    return ignoresCase ? (cell as string).toLowerCase() : (cell as string)
  }
}

/** Writes, as `resultsDataset`, the rows whose numbers stand in another file in ascending order. */
export async function selectNumberedRows(
  file: TableFile,
  numbers: TableFile,
  context: FileRunContext,
): Promise<TableFile> {
  const { tableFiles, signal, progress } = context
  async function* pieces() {
    let start = 0
    const wanted = rowNumbers(tableFiles.chunks(numbers))
    let next = await wanted.next()
    for await (const piece of tableFiles.chunks(file)) {
      const rows: number[] = []
      while (next.done !== true && next.value < start + piece.rowCount) {
        rows.push(next.value - start)
        next = await wanted.next()
      }
      yield selectRows(piece, Int32Array.from(rows))
      start += piece.rowCount
      progress(start / Math.max(1, file.rowCount))
    }
  }
  return tableFiles.write(context.outputPath('resultsDataset'), file.schema, pieces(), signal)
}

async function* rowNumbers(pieces: AsyncIterable<Table>): AsyncGenerator<number, undefined> {
  for await (const piece of pieces) for (const row of columnAt(piece, 0).values as Values<bigint>) yield Number(row)
  return undefined
}
