import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const convertToTsv = defineModule({
  id: 'convert-to-tsv',
  title: 'Convert to TSV',
  category: 'Data Format Conversions',
  summary: 'Gives a dataset as tab-separated text.',
  remarks:
    'The file is written when the result is downloaded: UTF-8, a line with the names of the columns, missing values empty. A field is quoted where it needs to be (RFC 4180), so that it is read again as it was; without quotes a tab in a text makes another field of what follows, as it did in the classic studio. Modules that come after this one take the dataset as it is.',
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({
    quotes: z.boolean().default(true).meta({
      title: 'Quote fields',
      description: 'Whether fields with tabs, quotes or line ends are put in quotes.',
    }),
  }),
  errors: ['InputEmpty'],
  downloadFormat: ({ quotes }) => ({ format: 'tsv', quotes }),
  rowWise: true,
  compile({ dataset }) {
    if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
    return { outputSchemas: { resultsDataset: dataset }, run: ({ dataset: table }) => ({ resultsDataset: table }) }
  },
})
