import type { ColumnSchema, ColumnType } from '@sluice/contracts'
import {
  type Cell,
  type Column,
  parseDateTime,
  parseTimeSpan,
  readCell,
  toDoubleText,
  toTimeSpanText,
} from '@sluice/dataflow'

export type SqliteValue = null | number | bigint | string | Uint8Array

/**
 * What columns are declared as. SQLite takes from parts of these names how values are kept: INT, REAL, DOUB, TEXT. From
 * the whole names a result's column is known again.
 */
export const declaredTypes: { readonly [Type in ColumnType]: string } = {
  String: 'TEXT',
  Double: 'DOUBLE',
  Single: 'REAL_SINGLE',
  Int32: 'INT32',
  Int64: 'INT64',
  Int16: 'INT16',
  Byte: 'INT_BYTE',
  Boolean: 'BOOLEAN',
  DateTime: 'TEXT_DATETIME',
  DateTimeOffset: 'TEXT_DATETIMEOFFSET',
  TimeSpan: 'TEXT_TIMESPAN',
}

export const typeByDeclaration = new Map(
  Object.entries(declaredTypes).map(([type, declared]) => [declared, type as ColumnType]),
)

/** Reads cells as SQLite takes them. */
export function sqliteReader(column: Column): (row: number) => SqliteValue {
  switch (column.type) {
    case 'DateTime':
    case 'DateTimeOffset':
      return (row) => mapCell(readCell(column, row), (time) => toTimeText(Number(time)))
    case 'TimeSpan':
      return (row) => mapCell(readCell(column, row), (span) => toTimeSpanText(Number(span)))
    default:
      return (row) => mapCell(readCell(column, row), (cell) => (typeof cell === 'boolean' ? Number(cell) : cell))
  }
}

const mapCell = (
  cell: Cell,
  map: (cell: Exclude<Cell, null>) => Exclude<SqliteValue, Uint8Array>,
): Exclude<SqliteValue, Uint8Array> => (cell === null ? null : map(cell))

/** `2014-09-21 11:10:00.000`, which SQLite's functions of date and time understand. */
function toTimeText(milliseconds: number): string {
  const time = new Date(milliseconds)
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().replace('T', ' ').replace('Z', '')
}

/** A cell of a column of this type from what SQLite gave; undefined when the type has no such value. */
export function toCellOf(type: ColumnType, value: SqliteValue): Cell | undefined {
  if (value === null) return null
  if (value instanceof Uint8Array) return undefined
  switch (type) {
    case 'String':
      return typeof value === 'number' ? toDoubleText(value) : String(value)
    case 'DateTime':
    case 'DateTimeOffset':
      return typeof value === 'string' ? parseDateTime(value) : undefined
    case 'TimeSpan':
      return typeof value === 'string' ? parseTimeSpan(value) : undefined
    case 'Boolean':
      return value === 0n || value === 1n ? value === 1n : undefined
    case 'Int64':
      return typeof value === 'bigint' ? value : undefined
    case 'Double':
      return typeof value === 'string' ? undefined : Number(value)
    case 'Single':
      return typeof value === 'string' ? undefined : Math.fround(Number(value))
    default: {
      const [minimum, maximum] = ranges[type]
      return typeof value === 'bigint' && value >= minimum && value <= maximum ? Number(value) : undefined
    }
  }
}

const ranges: { readonly [Type in 'Int32' | 'Int16' | 'Byte']: readonly [number, number] } = {
  Int32: [-(2 ** 31), 2 ** 31 - 1],
  Int16: [-(2 ** 15), 2 ** 15 - 1],
  Byte: [0, 255],
}

/** Finds the type of a result's column while its values pass. */
export interface TypeFinder {
  see(value: SqliteValue): void
  /** @returns undefined when there are bytes, which no column holds */
  found(): ColumnType | undefined
}

/** @param declared of the table's column that it is, when it is one */
export function createTypeFinder(declared: ColumnSchema | undefined): TypeFinder {
  let keepsDeclared = declared !== undefined
  let [hasWhole, hasFraction, hasText, hasBytes, isSmall] = [false, false, false, false, true]
  return {
    see(value) {
      if (value === null) return
      if (keepsDeclared) keepsDeclared = toCellOf((declared as ColumnSchema).type, value) !== undefined
      if (typeof value === 'bigint') {
        hasWhole = true
        isSmall &&= toCellOf('Int32', value) !== undefined
      } else if (typeof value === 'number') hasFraction = true
      else if (typeof value === 'string') hasText = true
      else hasBytes = true
    },
    found() {
      if (hasBytes) return undefined
      if (keepsDeclared) return declared?.type
      if (hasText || !(hasWhole || hasFraction)) return 'String'
      if (hasFraction) return 'Double'
      return isSmall ? 'Int32' : 'Int64'
    },
  }
}
