import * as z from 'zod'
import { linearRegressionLearner, solutionMethods } from '../../learning/linear/linear-regression-learner.ts'
import { allowUnknownLevels, randomSeed, rangeOf, trainerMode, whenSingle } from '../../learning/trainer-mode.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { defineModule } from '../define-module.ts'

const id = 'linear-regression'
const whenOnline = { solutionMethod: ['online-gradient-descent'] }
const whenOnlineSingle = { ...whenOnline, ...whenSingle }
const positive = z.number().gt(0)
const epochs = z.int().min(1).max(100_000)
const weight = z.number().min(0)

/** @see reference: AzureML, 4.5 */
export const linearRegression = defineModule({
  id,
  title: 'Linear Regression',
  category: 'Machine Learning / Initialize Model / Regression',
  summary: 'Predicts a number as a weighted sum of features.',
  remarks: `Ordinary least squares minimises Σ weight·(label − prediction)² + L2·Σ coefficient²; the intercept is not
penalised. In scikit-learn's terms it is Ridge with alpha = L2, and with L2 = 0 LinearRegression. Columns that follow
from others get the coefficient 0.

Online gradient descent takes rows in random order and moves the coefficients after each. Rows with a missing number
are left out in training, and get no score.`,
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-model', title: 'Untrained model' } },
  parameters: z.strictObject({
    solutionMethod: z
      .enum(solutionMethods)
      .default('ordinary-least-squares')
      .meta({
        title: 'Solution method',
        description: 'How the coefficients are found: in one go, or row by row.',
        valueTitles: {
          'ordinary-least-squares': 'Ordinary Least Squares',
          'online-gradient-descent': 'Online Gradient Descent',
        },
      }),
    trainerMode,
    l2Weight: weight.default(0.001).meta({
      title: 'L2 regularization weight',
      description: 'Factor of the sum of all squared coefficients; the larger, the smaller they are.',
      visibleWhen: whenSingle,
    }),
    l2WeightRange: rangeOf(weight, 'Range for L2 regularization weight', [0.001, 0.01, 0.1]),
    includeIntercept: z
      .boolean()
      .default(true)
      .meta({ title: 'Include intercept term', description: 'Without it, a row of zeros is predicted to be 0.' }),
    learningRate: positive.default(0.1).meta({
      title: 'Learning rate',
      description: 'Length of the steps; too long ones never arrive.',
      visibleWhen: whenOnlineSingle,
    }),
    learningRateRange: rangeOf(positive, 'Range for learning rate', [0.025, 0.05, 0.1, 0.2], whenOnline),
    epochs: epochs.default(10).meta({
      title: 'Number of training epochs',
      description: 'How often all rows are gone through.',
      visibleWhen: whenOnlineSingle,
    }),
    epochsRange: rangeOf(epochs, 'Range for number of training epochs', [1, 10, 100], whenOnline),
    normalizeFeatures: z.boolean().default(true).meta({
      title: 'Normalize features',
      description: 'Brings all columns to the range from 0 to 1 for training.',
      visibleWhen: whenOnline,
    }),
    averageFinalHypothesis: z.boolean().default(true).meta({
      title: 'Average final hypothesis',
      description: 'The model is the mean of all that it was on its way.',
      visibleWhen: whenOnline,
    }),
    decreaseLearningRate: z.boolean().default(true).meta({
      title: 'Decrease learning rate',
      description: 'Steps become shorter with the root of their number.',
      visibleWhen: whenOnline,
    }),
    randomSeed: randomSeed.meta({ ...randomSeed.meta(), visibleWhen: whenOnline }),
    allowUnknownLevels,
  }),
  learner: linearRegressionLearner,
  outputShapes: () => ({ untrainedModel: untrainedShape(id, 'regression') }),
  run: (_, parameters) => ({ untrainedModel: untrainedModel(id, 'regression', parameters) }),
})
