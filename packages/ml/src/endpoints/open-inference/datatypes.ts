import type { ColumnType } from '@sluice/contracts'

/** Data types of the protocol, each with what may stand in `data`. Null is a missing value of any of them. */
const datatypes = {
  BOOL: (value: unknown) => typeof value === 'boolean' || value === 0 || value === 1,
  UINT8: whole(0, 2 ** 8 - 1),
  UINT16: whole(0, 2 ** 16 - 1),
  UINT32: whole(0, 2 ** 32 - 1),
  UINT64: wholeOf64Bits(0n, 2n ** 64n - 1n),
  INT8: whole(-(2 ** 7), 2 ** 7 - 1),
  INT16: whole(-(2 ** 15), 2 ** 15 - 1),
  INT32: whole(-(2 ** 31), 2 ** 31 - 1),
  INT64: wholeOf64Bits(-(2n ** 63n), 2n ** 63n - 1n),
  FP16: isFloat,
  FP32: isFloat,
  FP64: isFloat,
  BYTES: (value: unknown) => typeof value === 'string',
} as const
export type Datatype = keyof typeof datatypes
export const datatypeNames = Object.keys(datatypes) as Datatype[]

export const isDatatype = (name: unknown): name is Datatype =>
  typeof name === 'string' && Object.hasOwn(datatypes, name)

export const fitsDatatype = (datatype: Datatype, value: unknown): boolean =>
  value === null || datatypes[datatype](value)

/** What a column of each type is in the protocol; times are texts. */
export const datatypeOf: { readonly [Type in ColumnType]: Datatype } = {
  String: 'BYTES',
  Double: 'FP64',
  Single: 'FP32',
  Int64: 'INT64',
  Int32: 'INT32',
  Int16: 'INT16',
  Byte: 'UINT8',
  Boolean: 'BOOL',
  DateTime: 'BYTES',
  DateTimeOffset: 'BYTES',
  TimeSpan: 'BYTES',
}

function whole(minimum: number, maximum: number) {
  return (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum
}

/** Texts of digits are numbers that a double would have changed. */
function wholeOf64Bits(minimum: bigint, maximum: bigint) {
  return (value: unknown) => {
    const isWhole = typeof value === 'number' ? Number.isInteger(value) : isDigits(value)
    if (!isWhole) return false
    const exact = BigInt(value as number | string)
    return exact >= minimum && exact <= maximum
  }
}

const isDigits = (value: unknown): value is string => typeof value === 'string' && /^-?\d{1,20}$/.test(value)

/** The words are what the parser of bodies leaves of a bare `Infinity`. */
function isFloat(value: unknown): boolean {
  return typeof value === 'number' || isDigits(value) || value === 'Infinity' || value === '-Infinity'
}
