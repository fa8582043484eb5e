import type { ColumnSchema, ColumnType } from '@sluice/contracts'
import {
  type Column,
  type ColumnValues,
  createColumn,
  isMissing,
  type MissingValues,
  missingWhere,
} from '@sluice/dataflow'

const numericTypes: readonly ColumnType[] = ['Double', 'Single', 'Int32', 'Int64', 'Int16', 'Byte']

export const isNumeric = (type: ColumnType): boolean => numericTypes.includes(type)

/**
 * Values as numbers, NaN where they are missing: Booleans are 0 and 1, times milliseconds. Int64 beyond 2^53 is rounded.
 * @throws RangeError for texts
 */
export function toNumbers(column: Column): Float64Array {
  if (column.type === 'String') throw new RangeError(`Column ${column.name} has texts.`)
  const { values, missing } = column
  const numbers = new Float64Array(values.length)
  for (let row = 0; row < numbers.length; row += 1) {
    numbers[row] = isMissing(missing, row) ? Number.NaN : Number(values[row])
  }
  return numbers
}

type NumberArray = Float64Array | Float32Array | Int32Array | BigInt64Array | Int16Array | Uint8Array
interface Storage {
  readonly create: (length: number) => NumberArray
  readonly limits?: readonly [minimum: number, maximum: number]
}

const storages: { readonly [Type in Exclude<ColumnType, 'String'>]: Storage } = {
  Double: { create: (length) => new Float64Array(length) },
  Single: { create: (length) => new Float32Array(length) },
  Int32: { create: (length) => new Int32Array(length), limits: [-(2 ** 31), 2 ** 31 - 1] },
  Int64: { create: (length) => new BigInt64Array(length), limits: [-(2 ** 63), 2 ** 63 - 1024] },
  Int16: { create: (length) => new Int16Array(length), limits: [-(2 ** 15), 2 ** 15 - 1] },
  Byte: { create: (length) => new Uint8Array(length), limits: [0, 255] },
  Boolean: { create: (length) => new Uint8Array(length), limits: [0, 1] },
  DateTime: {
    create: (length) => new Float64Array(length),
    limits: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  },
  DateTimeOffset: {
    create: (length) => new Float64Array(length),
    limits: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  },
  TimeSpan: {
    create: (length) => new Float64Array(length),
    limits: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  },
}

/** The number as a value of this type: whole types round halves to even and keep within their limits. */
export function toNumberOfType(number: number, type: Exclude<ColumnType, 'String'>): number {
  const { limits } = storages[type]
  return limits === undefined ? number : Math.min(Math.max(roundHalfEven(number), limits[0]), limits[1])
}

/** A column of numbers as this type; what `isMissingAt` says is missing, the others are values, NaN too. */
export function fromNumbers(
  schema: ColumnSchema & { readonly type: Exclude<ColumnType, 'String'> },
  numbers: Float64Array,
  missing?: MissingValues,
): Column {
  const values = storages[schema.type].create(numbers.length)
  for (let row = 0; row < numbers.length; row += 1) {
    const isGone = isMissing(missing, row)
    const number = isGone ? 0 : toNumberOfType(numbers[row] as number, schema.type)
    if (values instanceof BigInt64Array) values[row] = BigInt(Number.isNaN(number) ? 0 : number)
    else values[row] = isGone && (schema.type === 'Double' || schema.type === 'Single') ? Number.NaN : number
  }
  return createColumn(schema, values as ColumnValues[ColumnType] & never, missing)
}

/** Missing where a number is NaN. */
export const missingWhereNaN = (numbers: Float64Array): MissingValues | undefined =>
  missingWhere(numbers.length, (row) => Number.isNaN(numbers[row] as number))

/** As .NET rounds: 0.5 → 0, 1.5 → 2, 2.5 → 2. */
export function roundHalfEven(number: number): number {
  const floor = Math.floor(number)
  if (number - floor !== 0.5) return Math.round(number)
  return floor % 2 === 0 ? floor : floor + 1
}
