import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { parseCell } from '../table/cell-text.ts'
import { toColumnSchema } from '../table/column.ts'
import { createColumnBuilder } from '../table/column-builder.ts'
import { takeFreeName } from '../table/free-name.ts'
import { createTable, type Table } from '../table/table.ts'
import { createTypeGuess } from './guess-column-type.ts'

/** A cell as it stands in a text; null = missing. */
export type TextCell = string | null

/** Names of a file's columns: `Col1`, `Col2`, … where it has none; a name that stands twice gets ` (1)`. */
export function toColumnNames(header: readonly TextCell[], width: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => takeFreeName(header[index] || `Col${index + 1}`, taken))
}

/** A table whose types are guessed from its cells; a row that is too short goes on with missing ones. */
export function createTableFromTexts(names: readonly string[], rows: readonly (readonly TextCell[])[]): Table {
  return createTypedTable(
    names.map((name, index) => {
      const guess = createTypeGuess()
      for (const row of rows) {
        const cell = row[index]
        if (cell !== null && cell !== undefined) guess.see(cell)
      }
      return toColumnSchema(name, guess.type)
    }),
    rows,
  )
}

/** @throws AppError `FileNotParsed` when a cell cannot be read as its column's type */
export function createTypedTable(schema: TableSchema, rows: readonly (readonly TextCell[])[]): Table {
  const columns = schema.map((column, index) => {
    const builder = createColumnBuilder(column, rows.length)
    for (const [row, cells] of rows.entries()) builder.append(readTextCell(column, cells[index] ?? null, row))
    return builder.finish()
  })
  return createTable(rows.length, columns)
}

function readTextCell({ name, type }: ColumnSchema, text: TextCell, row: number) {
  const cell = parseCell(type, text)
  if (cell !== undefined) return cell
  throw new AppError('FileNotParsed', {
    details: `row ${row + 1} has '${text}' in column ${name}, which is no ${type}.`,
  })
}
