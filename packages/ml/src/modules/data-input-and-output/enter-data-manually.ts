import { readTextTable } from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** A text that long is a file, and belongs into a dataset. */
const maxLength = 4_000_000

/** @see reference: AzureML, 4.5 */
export const enterDataManually = defineModule({
  id: 'enter-data-manually',
  title: 'Enter Data Manually',
  category: 'Data Input and Output',
  summary: 'Makes a small dataset of values that are typed in.',
  remarks: [
    'The type of a column is what fits all its values: whole numbers, other numbers, `true` and `false`, else text. ARFF declares its types. An empty field is missing, `""` an empty text; an empty line is a row of missing values, except one at the end.',
    'Without a header the columns are called `Col1`, `Col2`, …. In SvmLight the first column is `Label`, and is the label.',
  ].join('\n\n'),
  inputs: {},
  outputs: { dataset: { type: 'table', title: 'dataset' } },
  parameters: z.strictObject({
    dataFormat: z
      .enum(['arff', 'csv', 'svm-light', 'tsv'])
      .default('csv')
      .meta({
        title: 'DataFormat',
        description: 'How the values are written.',
        valueTitles: { arff: 'ARFF', csv: 'CSV', 'svm-light': 'SvmLight', tsv: 'TSV' },
      }),
    hasHeader: z
      .boolean()
      .default(true)
      .meta({
        title: 'HasHeader',
        description: 'Whether the first line has the names of the columns.',
        visibleWhen: { dataFormat: ['csv', 'tsv'] },
      }),
    data: z
      .string()
      .max(maxLength)
      .default('')
      .meta({ title: 'Data', description: 'The values, a row a line.', editor: 'text' }),
  }),
  errors: ['FileNotParsed', 'TooManyColumns'],
  outputShapes: (_, { dataFormat, hasHeader, data }) => ({
    dataset: readTextTable(data, dataFormat, hasHeader).schema,
  }),
  run: (_, { dataFormat, hasHeader, data }) => ({ dataset: readTextTable(data, dataFormat, hasHeader) }),
})
