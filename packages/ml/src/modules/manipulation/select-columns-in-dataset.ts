import { AppError, type ColumnSchema, columnSelection } from '@sluice/contracts'
import { createColumnSelector, resolveColumns, takeFreeName } from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const selectColumnsInDataset = defineModule({
  id: 'select-columns-in-dataset',
  title: 'Select Columns in Dataset',
  category: 'Data Transformation / Manipulation',
  summary: 'Selects columns to include or exclude from a dataset in an operation.',
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({
    columns: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
      title: 'Select columns',
      description: 'The columns that the result has.',
      orderedBy: 'keepsOrderAndDuplicates',
    }),
    keepsOrderAndDuplicates: z.boolean().default(false).meta({
      title: 'Allow duplicates and preserve column order in selection',
      description: 'Columns come in the order in which the rules name them, and may come twice.',
    }),
  }),
  errors: ['ColumnNotFound', 'InputEmpty', 'NoColumnsSelected', 'ColumnIndexNotParsed', 'ColumnRangeInvalid'],
  rowWise: true,
  compile({ dataset }, { columns, keepsOrderAndDuplicates }) {
    if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
    const indexes = resolveColumns(columns, dataset, { columnSet: 'Select columns', keepsOrderAndDuplicates })
    const resultsSchema = renameDuplicates(indexes.map((index) => dataset[index] as ColumnSchema))
    const select = createColumnSelector(indexes, resultsSchema)
    return {
      outputSchemas: { resultsDataset: resultsSchema },
      run: ({ dataset: table }) => ({ resultsDataset: select(table) }),
    }
  },
})

/** A table has no name twice: a column that is selected again gets ` (1)`, ` (2)`, … */
function renameDuplicates(schema: readonly ColumnSchema[]): ColumnSchema[] {
  const taken = new Set<string>()
  return schema.map((column) => {
    const name = takeFreeName(column.name, taken)
    return name === column.name ? column : { ...column, name }
  })
}
