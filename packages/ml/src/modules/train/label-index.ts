import { AppError, type ColumnSelection, type TableSchema } from '@sluice/contracts'
import { resolveColumns } from '@sluice/dataflow'

const columnSet = 'Label column'

/** Place of the one column that a label selection names. @throws AppError `NoColumnsSelected`, `SeveralLabels` */
export function labelIndex(selection: ColumnSelection, dataset: TableSchema): number {
  const [label, ...more] = resolveColumns(selection, dataset, { columnSet })
  if (label === undefined) throw new AppError('NoColumnsSelected', { columnSet })
  if (more.length > 0) throw new AppError('SeveralLabels', { columnSet })
  return label
}
