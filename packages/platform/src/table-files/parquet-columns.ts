import type { ColumnType } from '@sluice/contracts'
import { type Column, createColumn, isMissing, missingWhere, type SparseColumns, type Table } from '@sluice/dataflow'
import type { SchemaElement } from 'hyparquet'
import { type StoredPart, storedNameOf } from './stored-schema.ts'

/** Milliseconds as whole microseconds, which Parquet's times count in. A product of doubles would lose the last digits. */
function toMicroseconds(milliseconds: number): bigint {
  const whole = Math.floor(milliseconds)
  return BigInt(whole) * 1000n + BigInt(Math.round((milliseconds - whole) * 1000))
}

function toMilliseconds(microseconds: bigint): number {
  const fraction = Number(((microseconds % 1000n) + 1000n) % 1000n)
  return Number((microseconds - BigInt(fraction)) / 1000n) + fraction / 1000
}

type Element = Omit<SchemaElement, 'name'>

const time = (isAdjustedToUTC: boolean): Element => ({
  type: 'INT64',
  converted_type: 'TIMESTAMP_MICROS',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit: 'MICROS' },
})

const elementOf: { readonly [Type in ColumnType]: Element } = {
  String: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  Double: { type: 'DOUBLE' },
  Single: { type: 'FLOAT' },
  Int32: { type: 'INT32' },
  Int64: { type: 'INT64' },
  Int16: { type: 'INT32', converted_type: 'INT_16' },
  Byte: { type: 'INT32', converted_type: 'UINT_8' },
  Boolean: { type: 'BOOLEAN' },
  DateTime: time(false),
  DateTimeOffset: time(true),
  TimeSpan: { type: 'INT64' },
}

export const toParquetSchema = (parts: readonly StoredPart[]): SchemaElement[] => [
  { name: 'table', num_children: parts.length },
  ...parts.map((part): SchemaElement => {
    const element: Element = part.kind === 'column' ? elementOf[part.schema.type] : { type: 'BYTE_ARRAY' }
    return { ...element, name: storedNameOf(part), repetition_type: 'OPTIONAL' }
  }),
]

/** Cells of each part as the writer of Parquet takes them; null = missing. */
export const toParquetData = (table: Table): { readonly data: ArrayLike<unknown> & unknown[] }[] =>
  table.parts.map((part) => ({ data: part.kind === 'column' ? columnData(part) : sparseData(part) }))

function columnData(column: Column): unknown[] {
  const { missing } = column
  const read = cellReader(column)
  const data = new Array<unknown>(column.values.length)
  for (let row = 0; row < data.length; row += 1) data[row] = isMissing(missing, row) ? null : read(row)
  return data
}

function cellReader(column: Column): (row: number) => unknown {
  const { values } = column
  switch (column.type) {
    case 'Boolean':
      return (row) => values[row] !== 0
    case 'DateTime':
    case 'DateTimeOffset':
    case 'TimeSpan':
      return (row) => toMicroseconds(Number(values[row]))
    default:
      return (row) => values[row]
  }
}

/** A row of sparse columns as bytes: place and value, place and value, …, four bytes each. */
function sparseData({ rowStarts, columnIndexes, values }: SparseColumns): unknown[] {
  return Array.from({ length: rowStarts.length - 1 }, (_, row) => {
    const start = rowStarts[row] as number
    const count = (rowStarts[row + 1] as number) - start
    const pairs = new Int32Array(count * 2)
    for (let index = 0; index < count; index += 1) {
      pairs[index * 2] = columnIndexes[start + index] as number
      pairs[index * 2 + 1] = values[start + index] as number
    }
    return new Uint8Array(pairs.buffer)
  })
}

/** The cells of one part, as they were read from the file, put together again. */
export const fromParquetData = (part: StoredPart, data: ArrayLike<unknown>): Column | SparseColumns =>
  part.kind === 'column' ? toColumn(part, data) : toSparse(part, data)

type ArrayConstructor = new (length: number) => { [index: number]: number | bigint | string }

const arrayOf: { readonly [Type in Exclude<ColumnType, 'String'>]: ArrayConstructor } = {
  Double: Float64Array,
  Single: Float32Array,
  Int32: Int32Array,
  Int64: BigInt64Array as unknown as ArrayConstructor,
  Int16: Int16Array,
  Byte: Uint8Array,
  Boolean: Uint8Array,
  DateTime: Float64Array,
  DateTimeOffset: Float64Array,
  TimeSpan: Float64Array,
}

function toColumn({ schema }: Extract<StoredPart, { kind: 'column' }>, data: ArrayLike<unknown>): Column {
  const { type } = schema
  const { length } = data
  const missing = missingWhere(length, (row) => data[row] === null || data[row] === undefined)
  const values = type === 'String' ? new Array<string>(length) : new arrayOf[type](length)
  const place = (values as { [index: number]: unknown }) ?? []
  const read = valueReader(type)
  for (let row = 0; row < length; row += 1) {
    const cell = data[row]
    place[row] = cell === null || cell === undefined ? placeholderOf(type) : read(cell)
  }
  return createColumn(schema as typeof schema & { type: 'Double' }, values as Float64Array, missing)
}

const placeholderOf = (type: ColumnType): unknown => {
  if (type === 'String') return ''
  if (type === 'Int64') return 0n
  return type === 'Double' || type === 'Single' ? Number.NaN : 0
}

function valueReader(type: ColumnType): (cell: unknown) => unknown {
  switch (type) {
    case 'Boolean':
      return (cell) => (cell ? 1 : 0)
    case 'Int64':
      return (cell) => BigInt(cell as bigint)
    case 'DateTime':
    case 'DateTimeOffset':
    case 'TimeSpan':
      return (cell) => toMilliseconds(BigInt(cell as bigint))
    case 'String':
      return (cell) => cell
    default:
      return Number
  }
}

function toSparse({ schema }: Extract<StoredPart, { kind: 'sparse' }>, data: ArrayLike<unknown>): SparseColumns {
  const rowStarts = new Int32Array(data.length + 1)
  for (let row = 0; row < data.length; row += 1) {
    rowStarts[row + 1] = (rowStarts[row] as number) + ((data[row] as Uint8Array | null)?.byteLength ?? 0) / 8
  }
  const stored = rowStarts.at(-1) as number
  const columnIndexes = new Int32Array(stored)
  const values = new Int32Array(stored)
  for (let row = 0; row < data.length; row += 1) {
    const bytes = data[row] as Uint8Array | null
    if (bytes === null) continue
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = rowStarts[row] as number, from = 0; from < bytes.byteLength; at += 1, from += 8) {
      columnIndexes[at] = view.getInt32(from, true)
      values[at] = view.getInt32(from + 4, true)
    }
  }
  return { kind: 'sparse', schema, rowStarts, columnIndexes, values }
}
