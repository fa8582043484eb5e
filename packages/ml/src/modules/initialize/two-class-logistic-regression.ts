import { createLogisticLearner } from '../../learning/linear/logistic-learner.ts'
import { logisticParameters } from '../../learning/linear/logistic-parameters.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { defineModule } from '../define-module.ts'

const id = 'two-class-logistic-regression'

/** @see reference: AzureML, 4.5 */
export const twoClassLogisticRegression = defineModule({
  id,
  title: 'Two-Class Logistic Regression',
  category: 'Machine Learning / Initialize Model / Classification',
  summary: 'Predicts which of two classes a row belongs to, and how likely, from a weighted sum of its features.',
  remarks: `Minimises Σ weight·log loss + L2/2·Σ coefficient² + L1·Σ |coefficient|; the intercept is not penalised. In
scikit-learn's terms C is 1/L2, or with both penalties 1/(L1+L2) with an l1_ratio of L1/(L1+L2).

Solved by L-BFGS, with L1 by OWL-QN. Columns are scaled for the search only: the coefficients are those of the columns
as they are. Rows with a missing number are left out in training, and get no score.`,
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-model', title: 'Untrained model' } },
  parameters: logisticParameters,
  learner: createLogisticLearner('two-class'),
  outputShapes: () => ({ untrainedModel: untrainedShape(id, 'two-class') }),
  run: (_, parameters) => ({ untrainedModel: untrainedModel(id, 'two-class', parameters) }),
})
