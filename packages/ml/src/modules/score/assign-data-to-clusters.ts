import * as z from 'zod'
import { assertClusterer, compileClusterAssigner } from '../../learning/clustering-model.ts'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const assignDataToClusters = defineModule({
  id: 'assign-data-to-clusters',
  title: 'Assign Data to Clusters',
  category: 'Machine Learning / Score',
  summary: 'Says which cluster of a trained clustering model each row belongs to.',
  remarks: `Gives Assignments, counted from 0, and for each cluster DistancesToClusterCenter no.0, no.1 and so on. The
columns that the model was trained with are found by their names.`,
  inputs: {
    trainedModel: { type: 'trained-clustering-model', title: 'Trained model' },
    dataset: { type: 'table', title: 'Dataset' },
  },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({
    appends: z.boolean().default(true).meta({
      title: 'Check for Append or Uncheck for Result Only',
      description: 'The results stand beside the columns of the dataset; otherwise they are all that comes out.',
    }),
  }),
  errors: [
    'ColumnNotFound',
    'SchemaMismatch',
    'ColumnNameDuplicated',
    'ModelNotTrained',
    'LearnerInvalid',
    'DataInvalid',
  ],
  rowWise: true,
  // How many clusters there are, the model knows only when it is opened.
  outputShapes: () => ({ resultsDataset: undefined }),
  compile({ trainedModel, dataset }, { appends }, context) {
    const { learner: id } = trainedModel.shape
    const clusterer = context.learner(id)
    assertClusterer(clusterer, id)
    const { schema, score } = compileClusterAssigner(trainedModel, clusterer, dataset, appends)
    return {
      outputSchemas: { resultsDataset: schema },
      run: ({ dataset: table }) => ({ resultsDataset: score(table) }),
    }
  },
})
