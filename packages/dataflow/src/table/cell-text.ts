import type { ColumnType } from '@sluice/contracts'
import type { Cell } from './column.ts'
import { parseNumber, toDoubleText, toSingleText } from './number-text.ts'
import { parseDateTime, parseTimeSpan, toDateTimeOffsetText, toDateTimeText, toTimeSpanText } from './time-text.ts'

/** What a caller may send for one cell. */
export type LooseCell = string | number | boolean | null

type CellReader = (value: string | number | boolean) => Cell | undefined

const readNumber: CellReader = (value) => {
  if (typeof value !== 'string') return Number.isNaN(value) ? null : Number(value)
  return isMissingText(value) ? null : parseNumber(value)
}

const readWhole =
  (minimum: number, maximum: number): CellReader =>
  (value) => {
    const number = readNumber(value)
    if (typeof number !== 'number') return number
    return Number.isInteger(number) && number >= minimum && number <= maximum ? number + 0 : undefined
  }

const readInt64: CellReader = (value) => {
  // Digits are read as they are: a detour over a double would change large ones.
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return toInt64(BigInt(value.trim().replace('+', '')))
  const number = readNumber(value)
  if (typeof number !== 'number') return number
  return Number.isInteger(number) ? toInt64(BigInt(number)) : undefined
}

const toInt64 = (value: bigint): bigint | undefined => (BigInt.asIntN(64, value) === value ? value : undefined)

const readBoolean: CellReader = (value) => {
  if (typeof value === 'boolean') return value
  const text = String(value).trim().toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  return isMissingText(text) || text === 'nan' ? null : undefined
}

const readTime =
  (parse: (text: string) => number | undefined): CellReader =>
  (value) =>
    typeof value !== 'string' ? undefined : isMissingText(value) || value.trim() === 'NaT' ? null : parse(value)

const isMissingText = (text: string) => text === 'NaN' || text === '' || text.trim() === '' || text.trim() === 'NaN'

const readers: { readonly [Type in ColumnType]: CellReader } = {
  String: (value) => {
    if (typeof value === 'string') return value
    if (typeof value === 'boolean') return toBooleanText(value)
    // A whole number in JSON is an Int64 to .NET, whose text keeps all digits.
    return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? String(BigInt(value)) : toDoubleText(value)
  },
  Double: readNumber,
  Single: readNumber,
  Int32: readWhole(-(2 ** 31), 2 ** 31 - 1),
  Int64: readInt64,
  Int16: readWhole(-(2 ** 15), 2 ** 15 - 1),
  Byte: readWhole(0, 255),
  Boolean: readBoolean,
  DateTime: readTime(parseDateTime),
  DateTimeOffset: readTime(parseDateTime),
  TimeSpan: readTime(parseTimeSpan),
}

/**
 * Reads a cell as a value of this type: texts of numbers, booleans and times are understood; `NaN`, `NaT` and blanks
 * are missing, except in String columns, where every text is a value.
 * @returns undefined when it cannot be read
 */
export const parseCell = (type: ColumnType, cell: LooseCell): Cell | undefined =>
  cell === null ? null : readers[type](cell)

const toBooleanText = (value: unknown): string => (value === true || value === 1 ? 'True' : 'False')

const writers: { readonly [Type in ColumnType]: (value: never) => string } = {
  String: (value: string) => value,
  Double: toDoubleText,
  Single: toSingleText,
  Int32: String,
  Int64: String,
  Int16: String,
  Byte: String,
  Boolean: toBooleanText,
  DateTime: toDateTimeText,
  DateTimeOffset: toDateTimeOffsetText,
  TimeSpan: toTimeSpanText,
}

/** Writes stored values of a column of this type as the compatible service does. @see reference: AzureML, 1.5 */
export const cellWriter = (type: ColumnType): ((stored: string | number | bigint) => string) =>
  writers[type] as (stored: string | number | bigint) => string

/** Text of one cell; null stays null. */
export const toCellText = (type: ColumnType, cell: Cell): string | null =>
  cell === null ? null : cellWriter(type)(typeof cell === 'boolean' ? Number(cell) : cell)
