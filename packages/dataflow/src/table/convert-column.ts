import { AppError, type ColumnSchema, type ColumnType } from '@sluice/contracts'
import { parseCell, toCellText } from './cell-text.ts'
import { type Cell, type Column, readCell } from './column.ts'
import { createColumnBuilder } from './column-builder.ts'

const isTime = (type: ColumnType) => type === 'DateTime' || type === 'DateTimeOffset'
const kindOf = (type: ColumnType) =>
  type === 'String' ? 'text' : isTime(type) ? 'time' : type === 'TimeSpan' ? 'span' : 'number'

/** Whether any value of the one type has a meaning in the other: a number is no time, and a time no number. */
export const isConvertible = (from: ColumnType, to: ColumnType): boolean =>
  kindOf(from) === 'text' || kindOf(to) === 'text' || kindOf(from) === kindOf(to)

/**
 * The column with its values as another type, by the rules by which cells are read and written: `True` is a Boolean and
 * 1 a number, `1.5` is no Int32, a blank text is missing unless texts are asked for.
 * @throws AppError `ConversionFailed` with the row, counted from 1, and the value
 */
export function convertColumn(column: Column, type: ColumnType): Column {
  if (column.type === type) return column
  const schema: ColumnSchema = { name: column.name, type, isCategorical: column.isCategorical, roles: column.roles }
  const rowCount = column.values.length
  const builder = createColumnBuilder(schema, rowCount)
  const convert = converterFor(column.type, type)
  for (let row = 0; row < rowCount; row += 1) {
    const cell = readCell(column, row)
    const converted = cell === null ? null : convert(cell)
    if (converted === undefined) {
      const value = toCellText(column.type, cell) ?? ''
      throw new AppError('ConversionFailed', { column: column.name, type, row: row + 1, value })
    }
    builder.append(converted)
  }
  return builder.finish()
}

function converterFor(from: ColumnType, to: ColumnType): (cell: Exclude<Cell, null>) => Cell | undefined {
  if (to === 'String') return (cell) => toCellText(from, cell)
  // The text of a time has no fractions of a second.
  if (isTime(from) && isTime(to)) return (cell) => cell
  return (cell) => (typeof cell === 'bigint' ? parseCell(to, String(cell)) : parseCell(to, cell))
}
