import { columnSelection } from '@sluice/contracts'
import * as z from 'zod'
import { assertMatrixLearner, shapeAfterTraining, trainModel as train } from '../../learning/train-model.ts'
import { defineModule } from '../define-module.ts'
import { labelIndex } from './label-index.ts'

/** @see reference: AzureML, 4.5 */
export const trainModel = defineModule({
  id: 'train-model',
  title: 'Train Model',
  category: 'Machine Learning / Train',
  summary: 'Trains a classification or regression model on rows whose label is known.',
  remarks: `Every column whose only role is feature is learned from, except the label. Numbers, Booleans and times count as
numbers (times in days); a column of texts or categories becomes one column of 0 and 1 for each of its values. Texts
with more than 1,000 different values are refused: hash them first, leave them out, or mark them as categorical.

Rows without a label are left out. A column with the role weight says how much each row counts. Classes are in the
order of their values (numbers by size, texts by their characters' codes, false before true); of two, the second is the
positive one.`,
  inputs: {
    untrainedModel: { type: 'untrained-model', title: 'Untrained model' },
    dataset: { type: 'table', title: 'Dataset' },
  },
  outputs: { trainedModel: { type: 'trained-model', title: 'Trained model' } },
  parameters: z.strictObject({
    labelColumn: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
      title: 'Label column',
      description: 'The one column that is to be predicted.',
      columnsOf: 'dataset',
      isSingleColumn: true,
    }),
  }),
  errors: [
    'ColumnNotFound',
    'NoColumnsSelected',
    'SeveralLabels',
    'LabelUnsuitable',
    'LearnerInvalid',
    'TooFewColumns',
    'TooFewRows',
    'TooManyUniqueValues',
    'ColumnTypeNotSupported',
    'SelectedColumnCount',
    'DataInvalid',
    'IsInfinite',
    'TrainingDataInvalid',
    'AllRowsMissing',
    'MemoryExhausted',
  ],
  outputShapes({ untrainedModel, dataset }, { labelColumn }) {
    if (dataset === undefined) return { trainedModel: undefined }
    const label = labelIndex(labelColumn, dataset)
    return { trainedModel: untrainedModel && shapeAfterTraining(untrainedModel, dataset, label) }
  },
  async run({ untrainedModel, dataset }, { labelColumn }, context) {
    const learner = context.learner(untrainedModel.shape.learner)
    assertMatrixLearner(learner, untrainedModel.shape.learner)
    const label = labelIndex(labelColumn, dataset.schema)
    return { trainedModel: await train(untrainedModel, learner, { table: dataset, label }, context) }
  },
})
