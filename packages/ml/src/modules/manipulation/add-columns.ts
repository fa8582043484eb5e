import { AppError, type TableSchema } from '@sluice/contracts'
import { createTable, selectColumns, selectRowsOrMissing, type Table, takeFreeName } from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const addColumns = defineModule({
  id: 'add-columns',
  title: 'Add Columns',
  category: 'Data Transformation / Manipulation',
  summary: 'Puts the columns of two datasets side by side.',
  remarks:
    'Rows go together by their places; the shorter dataset is filled up with missing cells, its hashed columns with 0. A column of the right dataset whose name is taken gets ` (1)` behind it.',
  inputs: {
    leftDataset: { type: 'table', title: 'Left dataset' },
    rightDataset: { type: 'table', title: 'Right dataset' },
  },
  outputs: { combinedDataset: { type: 'table', title: 'Combined dataset' } },
  parameters: z.strictObject({}),
  errors: ['InputEmpty'],
  outputShapes({ leftDataset, rightDataset }) {
    if (leftDataset === undefined || rightDataset === undefined) return { combinedDataset: undefined }
    return { combinedDataset: sideBySide(leftDataset, rightDataset) }
  },
  run({ leftDataset, rightDataset }) {
    const schema = sideBySide(leftDataset.schema, rightDataset.schema)
    const rowCount = Math.max(leftDataset.rowCount, rightDataset.rowCount)
    const left = extend(leftDataset, rowCount)
    const right = extend(rightDataset, rowCount)
    const renamed = selectColumns(right, [...right.schema.keys()], schema.slice(left.schema.length))
    return { combinedDataset: createTable(rowCount, [...left.parts, ...renamed.parts], schema) }
  },
})

function sideBySide(left: TableSchema, right: TableSchema): TableSchema {
  if (left.length === 0) throw new AppError('InputEmpty', { input: 'Left dataset' })
  if (right.length === 0) throw new AppError('InputEmpty', { input: 'Right dataset' })
  const taken = new Set(left.map(({ name }) => name))
  return [...left, ...right.map((column) => ({ ...column, name: takeFreeName(column.name, taken) }))]
}

const extend = (table: Table, rowCount: number): Table =>
  table.rowCount === rowCount
    ? table
    : selectRowsOrMissing(
        table,
        Int32Array.from({ length: rowCount }, (_, row) => (row < table.rowCount ? row : -1)),
      )
