import { AppError, type ColumnSelection, type TableSchema } from '@sluice/contracts'
import { resolveColumns } from '@sluice/dataflow'

/** @throws AppError `SelectedColumnCount` when it is not exactly one, and those of column selections */
export function resolveKeyColumn(selection: ColumnSelection, schema: TableSchema, columnSet: string): number {
  const [column, ...more] = resolveColumns(selection, schema, { columnSet })
  if (column === undefined || more.length > 0) {
    throw new AppError('SelectedColumnCount', { columnSet, expected: 'one is', found: more.length + 1 })
  }
  return column
}
