import { createLogisticLearner } from '../../learning/linear/logistic-learner.ts'
import { logisticParameters } from '../../learning/linear/logistic-parameters.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { defineModule } from '../define-module.ts'

const id = 'multiclass-logistic-regression'

/** @see reference: AzureML, 4.5 */
export const multiclassLogisticRegression = defineModule({
  id,
  title: 'Multiclass Logistic Regression',
  category: 'Machine Learning / Initialize Model / Classification',
  summary: 'Predicts which of several classes a row belongs to, and how likely each is, from weighted sums.',
  remarks: `Multinomial: minimises Σ weight·cross entropy + L2/2·Σ coefficient² + L1·Σ |coefficient| over one set of
coefficients for each class; intercepts are not penalised. In scikit-learn's terms C is 1/L2, or with both penalties
1/(L1+L2) with an l1_ratio of L1/(L1+L2). A label of two values is fitted as in Two-Class Logistic Regression.`,
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-model', title: 'Untrained model' } },
  parameters: logisticParameters,
  learner: createLogisticLearner('multiclass'),
  outputShapes: () => ({ untrainedModel: untrainedShape(id, 'multiclass') }),
  run: (_, parameters) => ({ untrainedModel: untrainedModel(id, 'multiclass', parameters) }),
})
