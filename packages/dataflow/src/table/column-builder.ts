import type { ColumnSchema, ColumnType } from '@sluice/contracts'
import { type Cell, type Column, type ColumnValues, createColumn } from './column.ts'
import type { MissingValues } from './missing-values.ts'

/** Makes a column cell by cell; once finished it takes no more. */
export interface ColumnBuilder {
  /** A value of the column's type, or null for missing. */
  append(cell: Cell): void
  finish(): Column
}

type Storage = string[] | Float64Array | Float32Array | Int32Array | BigInt64Array | Int16Array | Uint8Array

const storageOf: { readonly [Type in ColumnType]: (capacity: number) => Storage } = {
  String: () => [],
  Double: (capacity) => new Float64Array(capacity),
  Single: (capacity) => new Float32Array(capacity),
  Int32: (capacity) => new Int32Array(capacity),
  Int64: (capacity) => new BigInt64Array(capacity),
  Int16: (capacity) => new Int16Array(capacity),
  Byte: (capacity) => new Uint8Array(capacity),
  Boolean: (capacity) => new Uint8Array(capacity),
  DateTime: (capacity) => new Float64Array(capacity),
  DateTimeOffset: (capacity) => new Float64Array(capacity),
  TimeSpan: (capacity) => new Float64Array(capacity),
}

const placeholderOf = (type: ColumnType): string | number | bigint => {
  if (type === 'String') return ''
  if (type === 'Int64') return 0n
  return type === 'Double' || type === 'Single' ? Number.NaN : 0
}

/** @param expectedRows where it is known, nothing is copied at the end */
export function createColumnBuilder(schema: ColumnSchema, expectedRows = 16): ColumnBuilder {
  const { type } = schema
  const placeholder = placeholderOf(type)
  let values = storageOf[type](expectedRows)
  let bits: Uint8Array | undefined
  let missingCount = 0
  let length = 0

  const markMissing = () => {
    const needed = (Math.max(length + 1, expectedRows) + 7) >> 3
    if (bits === undefined || bits.length < needed)
      bits = enlarge(bits ?? new Uint8Array(0), Math.max(needed, length >> 2))
    bits[length >> 3] = (bits[length >> 3] as number) | (1 << (length & 7))
    missingCount += 1
  }

  return {
    append(cell) {
      if (cell === null) markMissing()
      if (!Array.isArray(values) && length === values.length)
        values = enlarge(values, Math.max(16, length * 2))
        // The one place where a cell's type is not followed by the compiler: `type` chose both storage and placeholder.
      ;(values as (string | number | bigint)[])[length] = cell === null ? placeholder : toStored(cell)
      length += 1
    },
    finish() {
      const exact = Array.isArray(values) || values.length === length ? values : values.slice(0, length)
      const missing: MissingValues | undefined =
        bits === undefined ? undefined : { bits: enlarge(bits, (length + 7) >> 3), count: missingCount }
      return createColumn(schema, exact as ColumnValues[ColumnType] & never, missing)
    },
  }
}

const toStored = (cell: Exclude<Cell, null>): string | number | bigint =>
  typeof cell === 'boolean' ? Number(cell) : cell

function enlarge<Array_ extends Exclude<Storage, string[]>>(values: Array_, length: number): Array_ {
  if (values.length >= length) return values
  const Constructor = values.constructor as new (length: number) => Array_
  const larger = new Constructor(length)
  ;(larger as Float64Array).set(values as Float64Array)
  return larger
}
