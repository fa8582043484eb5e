import type { ColumnSchema, ColumnType } from '@sluice/contracts'
import { isMissing, type MissingValues } from './missing-values.ts'

/** Values in order, not to be changed. Typed arrays and plain arrays both are. */
export interface Values<Value> extends Iterable<Value> {
  readonly length: number
  readonly [index: number]: Value
}

/** What a cell holds when it is read by itself; null = missing. Times are numbers of milliseconds. */
export type Cell = string | number | bigint | boolean | null

/** Storage of each type. What stands at a missing cell is NaN, 0 or '' and means nothing. */
export interface ColumnValues {
  String: Values<string>
  Double: Values<number>
  Single: Values<number>
  Int32: Values<number>
  Int64: Values<bigint>
  Int16: Values<number>
  Byte: Values<number>
  /** 0 or 1. */
  Boolean: Values<number>
  /** Milliseconds since 1970-01-01 by the column's own clock, which is taken for UTC. */
  DateTime: Values<number>
  /** Milliseconds since 1970-01-01, UTC. */
  DateTimeOffset: Values<number>
  /** Milliseconds. */
  TimeSpan: Values<number>
}

export interface ColumnOf<Type extends ColumnType> extends ColumnSchema {
  readonly kind: 'column'
  readonly type: Type
  readonly values: ColumnValues[Type]
  readonly missing: MissingValues | undefined
}

/** One column of a table: its schema, its values, its marks. Told apart by `type`. */
export type Column = { [Type in ColumnType]: ColumnOf<Type> }[ColumnType]

/** A column with these values; typed arrays are kept, not copied, and must not change any more. */
export function createColumn<Type extends ColumnType>(
  schema: ColumnSchema & { readonly type: Type },
  values: ColumnValues[Type],
  missing?: MissingValues,
): Column {
  return {
    kind: 'column',
    name: schema.name,
    type: schema.type,
    isCategorical: schema.isCategorical,
    roles: schema.roles,
    values,
    missing,
  } as unknown as Column
}

export function readCell(column: Column, row: number): Cell {
  if (isMissing(column.missing, row)) return null
  const value = column.values[row]
  if (value === undefined) throw new RangeError(`Column ${column.name} has no row ${row}.`)
  return column.type === 'Boolean' ? value !== 0 : value
}

/** Schema of a plain feature column. */
export const toColumnSchema = (name: string, type: ColumnType): ColumnSchema => ({
  name,
  type,
  isCategorical: false,
  roles: ['feature'],
})
