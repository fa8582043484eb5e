import { isAscii, isUtf8 } from 'node:buffer'
import type { ColumnType, TableSchema } from '@sluice/contracts'
import {
  type Cell,
  type ColumnBuilder,
  createColumnBuilder,
  createTable,
  parseCell,
  type RowFields,
  readDecimal,
  readShortWhole,
  readTruth,
  scanRecords,
  type Table,
} from '@sluice/dataflow'
import { excerpt } from '../../endpoints/read-cells.ts'

/** A row that cannot be read or scored. */
export interface BadRow {
  readonly line: number
  readonly column: string | undefined
  readonly reason: string
  readonly text: string
}

/** Rows as they were read, with where they stand. */
export interface RowTable {
  readonly table: Table
  lineOf(row: number): number
  textOf(row: number): string
}

export interface RowForm {
  readonly schema: TableSchema
  /** Column of the schema → field of a row; -1 where it was left out. */
  readonly places: readonly number[]
  /** Fields of a row. */
  readonly width: number
  readonly delimiter: number
}

export interface RowHandler {
  onTable(rows: RowTable): void
  onBad(row: BadRow): void
}

const rowsPerTable = 2_048
const bytesPerTable = 1_048_576
const longestText = 10_000

/**
 * Reads rows of delimited text in UTF-8 as tables of some rows each, cell by cell by the rules of request-response: a field
 * is what a call would send as a text, an empty field without quotes what it would send as null.
 * @param text whole rows
 */
export function readRowTables(text: Buffer, firstLine: number, form: RowForm, handler: RowHandler): void {
  const { schema, places, width, delimiter } = form
  const decode = isAscii(text) ? decodeAscii : decodeUtf8
  const isValid = decode === decodeAscii || isUtf8(text)
  const readers = schema.map(({ type }) => fieldReader(type, decode))
  let builders: ColumnBuilder[] = []
  let starts: number[] = []
  let ends: number[] = []
  let lines: number[] = []
  const cells: Cell[] = new Array(schema.length).fill(null)

  const flush = () => {
    if (starts.length === 0) return
    const table = createTable(
      starts.length,
      builders.map((builder) => builder.finish()),
      schema,
    )
    const rows = { starts, ends, lines }
    starts = []
    ends = []
    lines = []
    handler.onTable({
      table,
      lineOf: (row) => rows.lines[row] as number,
      textOf: (row) => shownText(text.subarray(rows.starts[row], rows.ends[row])),
    })
  }
  const bad = ({ line, rowStart, rowEnd }: RowFields, column: string | undefined, reason: string) => {
    // Rows before it come first: whoever keeps them in order relies on it.
    flush()
    handler.onBad({ line, column, reason, text: shownText(text.subarray(rowStart, rowEnd)) })
  }
  const onRow = (fields: RowFields<Buffer>) => {
    const { count, rowStart, rowEnd, line } = fields
    // A blank line between rows of several fields is none.
    if (count === 1 && width > 1 && rowStart === rowEnd) return
    if (count !== width) return bad(fields, undefined, fieldCountText(count, width))
    if (!isValid && !isUtf8(text.subarray(rowStart, rowEnd))) return bad(fields, undefined, 'it is no UTF-8 text')
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] as number
      if (place < 0) continue
      const cell = (readers[index] as FieldReader)(fields, place)
      if (cell === undefined) {
        const { name, type } = schema[index] as TableSchema[number]
        return bad(fields, name, `${excerpt(fieldText(fields, place, decode))} cannot be read as ${type}`)
      }
      cells[index] = cell
    }
    if (starts.length === 0) builders = schema.map((column) => createColumnBuilder(column, rowsPerTable))
    for (let index = 0; index < cells.length; index += 1)
      (builders[index] as ColumnBuilder).append(cells[index] as Cell)
    starts.push(rowStart)
    ends.push(rowEnd)
    lines.push(line)
    if (starts.length === rowsPerTable || rowEnd - (starts[0] as number) >= bytesPerTable) flush()
  }
  scanRecords(
    text,
    { delimiter, quote: 34, firstLine },
    {
      onRow,
      onBroken({ line, reason, bytes }) {
        flush()
        handler.onBad({ line, column: undefined, reason, text: shownText(bytes) })
      },
    },
  )
  flush()
}

export const fieldCountText = (count: number, width: number): string =>
  `there ${count === 1 ? 'is 1 field' : `are ${count} fields`}, but ${width} column(s)`

const shownText = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, longestText * 4)).toString('utf8')
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}

type Decode = (bytes: Buffer, start: number, end: number) => string
const decodeAscii: Decode = (bytes, start, end) => bytes.toString('latin1', start, end)
const decodeUtf8: Decode = (bytes, start, end) => bytes.toString('utf8', start, end)

/** @returns undefined when it cannot be read */
type FieldReader = (fields: RowFields<Buffer>, place: number) => Cell | undefined
type QuickReader = (bytes: Uint8Array, start: number, end: number) => Cell | undefined

/** Of what is written in the most usual way; all else is left to `parseCell`. */
const quickReaders: { readonly [Type in ColumnType]?: QuickReader } = {
  Double: readDecimal,
  Single: readDecimal,
  Int32: readShortWhole,
  Boolean: readTruth,
}

function fieldReader(type: ColumnType, decode: Decode): FieldReader {
  if (type === 'String') {
    return (fields, place) =>
      fields.starts[place] === fields.ends[place] && fields.quoting[place] === 0
        ? null
        : fieldText(fields, place, decode)
  }
  const quick = quickReaders[type]
  return (fields, place) => {
    const start = fields.starts[place] as number
    const end = fields.ends[place] as number
    if (start === end) return null
    return quick?.(fields.bytes, start, end) ?? parseCell(type, fieldText(fields, place, decode))
  }
}

/** Text of a field, its quotes taken off. */
export function fieldText(
  { bytes, starts, ends, quoting }: RowFields<Buffer>,
  place: number,
  decode = decodeUtf8,
): string {
  const text = decode(bytes, starts[place] as number, ends[place] as number)
  return quoting[place] === 2 ? text.replaceAll('""', '"') : text
}
