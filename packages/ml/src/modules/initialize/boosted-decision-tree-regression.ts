import { boostedTreesParameters, createBoostedTreesLearner } from '../../learning/boosted-trees-learner.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { defineModule } from '../define-module.ts'

const id = 'boosted-decision-tree-regression'

/** @see reference: AzureML, 4.5 */
export const boostedDecisionTreeRegression = defineModule({
  id,
  title: 'Boosted Decision Tree Regression',
  category: 'Machine Learning / Initialize Model / Regression',
  summary: 'Predicts a number by many small trees of rules.',
  remarks: `Each tree is fitted to what the trees before it leave of the label, by squared error, and counts as much as the
learning rate says. Numbers are cut into up to 255 bins of about equal size. Rows with missing numbers are used as they
are: each rule says where they go. Scaling columns makes no difference.

Memory in training: see Two-Class Boosted Decision Tree.`,
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-model', title: 'Untrained model' } },
  parameters: boostedTreesParameters,
  learner: createBoostedTreesLearner('regression'),
  outputShapes: () => ({ untrainedModel: untrainedShape(id, 'regression') }),
  run: (_, parameters) => ({ untrainedModel: untrainedModel(id, 'regression', parameters) }),
})
