import { boostedTreesParameters, createBoostedTreesLearner } from '../../learning/boosted-trees-learner.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { defineModule } from '../define-module.ts'

const id = 'two-class-boosted-decision-tree'

/** @see reference: AzureML, 4.5 */
export const twoClassBoostedDecisionTree = defineModule({
  id,
  title: 'Two-Class Boosted Decision Tree',
  category: 'Machine Learning / Initialize Model / Classification',
  summary: 'Predicts which of two classes a row belongs to, and how likely, by many small trees of rules.',
  remarks: `Each tree is fitted to where the logistic loss of the trees before it still falls, and its leaves take Newton's
step times the learning rate. Numbers are cut into up to 255 bins of about equal size. Rows with missing numbers are
used as they are: each rule says where they go. Scaling columns makes no difference.

Memory in training: a byte for each row and column, 9 bytes for each number of sparse columns (hashed texts, levels of
categories), 90 bytes a row and at most 256 MB; 4 GB in all.`,
  inputs: {},
  outputs: { untrainedModel: { type: 'untrained-model', title: 'Untrained model' } },
  parameters: boostedTreesParameters,
  learner: createBoostedTreesLearner('two-class'),
  outputShapes: () => ({ untrainedModel: untrainedShape(id, 'two-class') }),
  run: (_, parameters) => ({ untrainedModel: untrainedModel(id, 'two-class', parameters) }),
})
