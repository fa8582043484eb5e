import type { TableSchema } from '@sluice/contracts'
import { createTable } from '@sluice/dataflow'
import * as z from 'zod'
import { assertFeatures } from '../../learning/encode-features.ts'
import type { ForeignScorer } from '../../learning/learner.ts'
import { compileTableScorer, keepParts, scoreColumns, scoredSchema } from '../../learning/score-table.ts'
import { assertMatrixLearner } from '../../learning/train-model.ts'
import { defineModule } from '../define-module.ts'
import type { Model } from '../port-values.ts'

/** @see reference: AzureML, 4.5 and 1.7 */
export const scoreModel = defineModule({
  id: 'score-model',
  title: 'Score Model',
  category: 'Machine Learning / Score',
  summary: 'Predicts with a trained classification or regression model.',
  remarks: `The columns that the model was trained with are found by their names; others are passed through, and the label
need not be there. Two classes give Scored Labels and Scored Probabilities, that of the positive class; several classes
give one column of probabilities for each, then Scored Labels; regression gives Scored Labels. A row of which the model
needs a number that is missing gets no score.`,
  inputs: {
    trainedModel: { type: 'trained-model', title: 'Trained model' },
    dataset: { type: 'table', title: 'Dataset' },
  },
  outputs: { scoredDataset: { type: 'table', title: 'Scored dataset' } },
  parameters: z.strictObject({
    appendScoreColumns: z.boolean().default(true).meta({
      title: 'Append score columns to output',
      description: 'Scores stand beside the columns of the dataset; otherwise they are all that comes out.',
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
  outputShapes({ trainedModel, dataset }, { appendScoreColumns }) {
    const scores = trainedModel && scoreColumns(trainedModel)
    if (dataset === undefined || trainedModel?.training === undefined) return { scoredDataset: undefined }
    assertFeatures(trainedModel.training.features, dataset)
    if (scores === undefined) return { scoredDataset: undefined }
    const label = trainedModel.training.label?.name
    return { scoredDataset: appendScoreColumns ? scoredSchema(dataset, label, scores).schema : scores }
  },
  compile({ trainedModel, dataset }, { appendScoreColumns: appends }, context) {
    const id = trainedModel.shape.learner
    const learner = context.learner(id)
    if (learner.task === 'foreign') return compileForeign(trainedModel, learner, dataset, appends)
    assertMatrixLearner(learner, id)
    const { schema, score } = compileTableScorer(trainedModel, learner, dataset, { appends })
    return { outputSchemas: { scoredDataset: schema }, run: ({ dataset: table }) => ({ scoredDataset: score(table) }) }
  },
})

/** A model that was trained elsewhere says itself what it gives. */
function compileForeign(model: Model, scorer: ForeignScorer, dataset: TableSchema, appends: boolean) {
  const { schema: scores, score } = scorer.compile(model, dataset)
  const { schema, replaced } = scoredSchema(dataset, model.shape.training?.label?.name, scores)
  const outputSchema = appends ? schema : scores
  return {
    outputSchemas: { scoredDataset: outputSchema },
    run: async ({ dataset: table }: { readonly dataset: Parameters<typeof score>[0] }) => {
      const kept = appends ? keepParts(table, dataset, schema, replaced) : []
      const parts = [...kept, ...(await score(table))]
      return { scoredDataset: createTable(table.rowCount, parts, outputSchema) }
    },
  }
}
