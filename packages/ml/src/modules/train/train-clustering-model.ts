import { columnSelection } from '@sluice/contracts'
import { resolveColumns } from '@sluice/dataflow'
import * as z from 'zod'
import {
  assertClusterer,
  compileClusterAssigner,
  trainClusteringModel as train,
} from '../../learning/clustering-model.ts'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const trainClusteringModel = defineModule({
  id: 'train-clustering-model',
  title: 'Train Clustering Model',
  category: 'Machine Learning / Train',
  summary: 'Finds the clusters of a dataset, and says which one each row belongs to.',
  remarks: `Clusters are found in the selected columns whose only role is feature. The results dataset has the columns of
Assign Data to Clusters: Assignments, counted from 0, and the distance to the center of each cluster.`,
  inputs: {
    untrainedModel: { type: 'untrained-clustering-model', title: 'Untrained model' },
    dataset: { type: 'table', title: 'Dataset' },
  },
  outputs: {
    trainedModel: { type: 'trained-clustering-model', title: 'Trained model' },
    resultsDataset: { type: 'table', title: 'Results dataset' },
  },
  parameters: z.strictObject({
    columnSet: columnSelection
      .default({ beginWith: 'all', rules: [] })
      .meta({ title: 'Column Set', description: 'Columns that clusters are found in.', columnsOf: 'dataset' }),
    appends: z.boolean().default(true).meta({
      title: 'Check for Append or Uncheck for Result Only',
      description: 'The results stand beside the columns of the dataset; otherwise they are all that comes out.',
    }),
  }),
  errors: [
    'ColumnNotFound',
    'NoColumnsSelected',
    'SeveralLabels',
    'LabelMissing',
    'LearnerInvalid',
    'TooFewRows',
    'TooManyUniqueValues',
    'IsInfinite',
    'ColumnNameDuplicated',
  ],
  // Which columns are features depends on the learner's settings, and how many there are of distances, too.
  outputShapes: () => ({ trainedModel: undefined, resultsDataset: undefined }),
  async run({ untrainedModel, dataset: table }, { columnSet, appends }, context) {
    const { learner: id } = untrainedModel.shape
    const clusterer = context.learner(id)
    assertClusterer(clusterer, id)
    const selected = resolveColumns(columnSet, table.schema, { columnSet: 'Column Set' })
    const trainedModel = await train(untrainedModel, clusterer, { table, selected }, context)
    const assigner = compileClusterAssigner(trainedModel, clusterer, table.schema, appends)
    return { trainedModel, resultsDataset: assigner.score(table) }
  },
})
