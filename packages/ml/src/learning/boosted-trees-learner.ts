import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { boostTrees } from '../algorithms/boosted-trees/boost-trees.ts'
import { toProbability } from '../algorithms/boosted-trees/exponential.ts'
import { logisticLoss, squaredError } from '../algorithms/boosted-trees/losses.ts'
import { createTreePredictor } from '../algorithms/boosted-trees/predict-trees.ts'
import {
  type FeatureImportance,
  measureImportance,
  type TreeEnsemble,
} from '../algorithms/boosted-trees/tree-ensemble.ts'
import { describeTrees } from './describe-trees.ts'
import type { MatrixLearner } from './learner.ts'
import { runSteps } from './run-steps.ts'
import { allowUnknownLevels, randomSeed, rangeOf, trainerMode, whenSingle } from './trainer-mode.ts'

/** What boosted trees learn. */
export type BoostedTreesState = {
  readonly trees: { readonly [Part in keyof TreeEnsemble]: TreeEnsemble[Part] }
  /** Places are those of the matrix: `featureNames` says what they stand for. */
  readonly importance: { readonly [Part in keyof FeatureImportance]: FeatureImportance[Part] }
  /** Mean over the training rows before each tree, and after the last. */
  readonly losses: Float64Array
}

const leaves = z.int().min(2).max(65_536)
const rowsPerLeaf = z.int().min(1)
const rate = z.number().gt(0).max(1)
const trees = z.int().min(1).max(10_000)

/** @see reference: AzureML, 4.5, table of learners */
export const boostedTreesParameters = z.strictObject({
  trainerMode,
  maxLeaves: leaves.default(20).meta({
    title: 'Maximum number of leaves per tree',
    description: 'More leaves follow the training data more closely, perhaps too closely.',
    visibleWhen: whenSingle,
  }),
  maxLeavesRange: rangeOf(leaves, 'Range for maximum number of leaves per tree', [2, 8, 32, 128]),
  minRowsPerLeaf: rowsPerLeaf.default(10).meta({
    title: 'Minimum number of samples per leaf node',
    description: 'Rows that a rule must apply to before it is made.',
    visibleWhen: whenSingle,
  }),
  minRowsPerLeafRange: rangeOf(rowsPerLeaf, 'Range for minimum number of samples per leaf node', [1, 10, 50]),
  learningRate: rate.default(0.2).meta({
    title: 'Learning rate',
    description: 'What part of its step each tree takes, above 0 and up to 1; the smaller, the more trees are needed.',
    visibleWhen: whenSingle,
  }),
  learningRateRange: rangeOf(rate, 'Range for learning rate', [0.025, 0.05, 0.1, 0.2, 0.4]),
  treeCount: trees.default(100).meta({
    title: 'Number of trees constructed',
    description: 'More trees take longer, and follow the training data more closely.',
    visibleWhen: whenSingle,
  }),
  treeCountRange: rangeOf(trees, 'Range for number of trees constructed', [20, 100, 500]),
  randomSeed,
  allowUnknownLevels,
})

/** What the learner reads of its module's parameters. */
const settings = z.object({
  maxLeaves: z.number(),
  minRowsPerLeaf: z.number(),
  learningRate: z.number(),
  treeCount: z.number(),
})

/** Nothing in it is left to chance: the seed makes no difference. */
export const createBoostedTreesLearner = (task: 'two-class' | 'regression'): MatrixLearner => ({
  task,
  async train(examples, parameters, context): Promise<BoostedTreesState> {
    const { maxLeaves, minRowsPerLeaf, learningRate, treeCount } = settings.parse(parameters)
    const loss = task === 'two-class' ? logisticLoss : squaredError
    const steps = boostTrees(examples, { loss, maxLeaves, minRowsPerLeaf, learningRate, treeCount })
    const { ensemble, losses } = await runSteps(steps, context, (step) => {
      context.progress(
        step.treeCount / treeCount,
        `tree ${step.treeCount}, loss ${step.loss.toPrecision(6)}`,
        step.loss,
      )
    }).catch((error) => {
      if (error instanceof RangeError)
        throw new AppError('MemoryExhausted', { module: 'boosted trees' }, { cause: error })
      throw error
    })
    const made = ensemble.roots.length
    if (made < treeCount) context.log(`Stopped after ${made} trees: no further one would lower the loss.`)
    return { trees: ensemble, importance: measureImportance(ensemble), losses }
  },
  describe: (state, features) => describeTrees(state as BoostedTreesState, features),
  predictor(state) {
    const predict = createTreePredictor((state as BoostedTreesState).trees)
    if (task === 'regression') return predict
    return (matrix) => {
      const scores = predict(matrix)
      for (let row = 0; row < scores.length; row += 1) scores[row] = toProbability(scores[row] as number)
      return scores
    }
  },
})
