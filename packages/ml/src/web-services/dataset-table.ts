import type { DatasetDocument } from '@sluice/contracts'
import { type Cell, createTableFromRows, parseCell, type Table } from '@sluice/dataflow'

type StoredRow = Extract<DatasetDocument['content'], { readonly kind: 'inline' }>['rows'][number]

/** The rows of a dataset that stands in its own document. */
export function toDatasetTable(
  { name, schema }: Pick<DatasetDocument, 'name' | 'schema'>,
  stored: readonly StoredRow[],
): Table {
  const rows = stored.map((row, rowIndex) =>
    schema.map((column, index): Cell => {
      const cell = parseCell(column.type, row[index] ?? null)
      if (cell === undefined)
        throw new Error(`Row ${rowIndex + 1} of the dataset ${name} has no ${column.type} in ${column.name}.`)
      return cell
    }),
  )
  return createTableFromRows(schema, rows)
}
