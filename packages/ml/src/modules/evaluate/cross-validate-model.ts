import { columnSelection } from '@sluice/contracts'
import * as z from 'zod'
import { crossValidate, resultsByFoldSchema, withFoldColumn } from '../../learning/cross-validate.ts'
import { foldsOf } from '../../learning/folds.ts'
import { scoreColumns, scoredSchema } from '../../learning/score-table.ts'
import { assertMatrixLearner, shapeAfterTraining } from '../../learning/train-model.ts'
import { defineModule } from '../define-module.ts'
import { labelIndex } from '../train/label-index.ts'

/** @see reference: AzureML, 4.5 */
export const crossValidateModel = defineModule({
  id: 'cross-validate-model',
  title: 'Cross-Validate Model',
  category: 'Machine Learning / Evaluate',
  summary:
    'Trains once for each part of the data on all other parts, and evaluates each model on the part it never saw.',
  remarks: `The parts are those of Partition and Sample, in its column Fold Assignments; without it there are ten random
ones. The results by fold end with the mean and the sample standard deviation of each metric.`,
  inputs: {
    untrainedModel: { type: 'untrained-model', title: 'Untrained model' },
    dataset: { type: 'table', title: 'Dataset' },
  },
  outputs: {
    scoredResults: { type: 'table', title: 'Scored results' },
    evaluationResultsByFold: { type: 'table', title: 'Evaluation results by fold' },
  },
  parameters: z.strictObject({
    labelColumn: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
      title: 'Label column',
      description: 'The one column that is to be predicted.',
      columnsOf: 'dataset',
      isSingleColumn: true,
    }),
    randomSeed: z.int().min(0).max(2_147_483_647).default(0).meta({
      title: 'Random seed',
      description: 'Which random parts are made, where the data have none; 0: from the seed of the run.',
    }),
  }),
  errors: [
    'ColumnNotFound',
    'NoColumnsSelected',
    'SeveralLabels',
    'LabelUnsuitable',
    'LearnerInvalid',
    'ColumnNameDuplicated',
    'TooFewColumns',
    'TooFewRows',
    'TooManyUniqueValues',
    'DataInvalid',
    'TrainingDataInvalid',
    'AllRowsMissing',
  ],
  outputShapes({ untrainedModel, dataset }, { labelColumn }) {
    const unknown = { scoredResults: undefined, evaluationResultsByFold: undefined }
    if (dataset === undefined) return unknown
    const label = labelIndex(labelColumn, dataset)
    if (untrainedModel === undefined || untrainedModel.task === 'foreign' || untrainedModel.task === 'clustering') {
      return unknown
    }
    const scores = scoreColumns(shapeAfterTraining(untrainedModel, dataset, label))
    const evaluationResultsByFold = resultsByFoldSchema(untrainedModel.task)
    if (scores === undefined) return { scoredResults: undefined, evaluationResultsByFold }
    const { schema } = scoredSchema(dataset, dataset[label]?.name, scores)
    const kept = withFoldColumn(schema.slice(0, schema.length - scores.length))
    return { scoredResults: [...kept, ...scores], evaluationResultsByFold }
  },
  async run({ untrainedModel, dataset }, { labelColumn, randomSeed }, context) {
    const learner = context.learner(untrainedModel.shape.learner)
    assertMatrixLearner(learner, untrainedModel.shape.learner)
    const label = labelIndex(labelColumn, dataset.schema)
    const folds = foldsOf(dataset, randomSeed === 0 ? context.seed : randomSeed)
    const { scored, resultsByFold } = await crossValidate(
      untrainedModel,
      learner,
      { table: dataset, label, folds },
      context,
    )
    return { scoredResults: scored, evaluationResultsByFold: resultsByFold }
  },
})
