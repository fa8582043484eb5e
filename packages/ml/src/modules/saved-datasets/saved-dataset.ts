import { AppError, machineLearningId } from '@sluice/contracts'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

/** A dataset of the workspace as it stands in an experiment. */
export const savedDataset = defineModule({
  id: 'saved-dataset',
  title: 'Saved Dataset',
  category: 'Saved Datasets',
  summary: 'Gives the rows of a dataset that was saved in the workspace.',
  inputs: {},
  outputs: { dataset: { type: 'table', title: 'Dataset' } },
  parameters: z.strictObject({
    datasetId: machineLearningId.meta({
      title: 'Dataset',
      description: 'The dataset whose rows are given.',
      editor: 'dataset',
    }),
  }),
  errors: ['DatasetNotFound'],
  outputShapes(_, { datasetId }, context) {
    const schema = context.datasetSchema(datasetId)
    if (schema === undefined) throw new AppError('DatasetNotFound', { dataset: datasetId })
    return { dataset: schema }
  },
  run: async (_, { datasetId }, context) => ({ dataset: await context.dataset(datasetId) }),
  async runOnFiles(_, { datasetId }, context) {
    const file = await context.datasetFile(datasetId)
    if (file !== undefined) return { dataset: file }
    const table = await context.dataset(datasetId)
    return { dataset: await context.tableFiles.write(context.outputPath('dataset'), table.schema, table) }
  },
})
