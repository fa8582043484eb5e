import * as z from 'zod'
import { allowUnknownLevels, randomSeed, rangeOf, trainerMode, whenSingle } from '../trainer-mode.ts'

const tolerance = z.number().min(0).max(1)
const weight = z.number().min(0)
const memory = z.int().min(1).max(1000)

/** @see reference: AzureML, 4.5, table of learners */
export const logisticParameters = z.strictObject({
  trainerMode,
  optimizationTolerance: tolerance.default(1e-7).meta({
    title: 'Optimization tolerance',
    description: 'Training ends when iterations improve the loss by a smaller share than this.',
    visibleWhen: whenSingle,
  }),
  optimizationToleranceRange: rangeOf(tolerance, 'Range for optimization tolerance', [1e-5, 1e-8]),
  l1Weight: weight.default(1).meta({
    title: 'L1 regularization weight',
    description: 'Factor of the sum of all coefficients’ absolute values; the larger, the more coefficients are 0.',
    visibleWhen: whenSingle,
  }),
  l1WeightRange: rangeOf(weight, 'Range for L1 regularization weight', [0, 0.01, 0.1, 1]),
  l2Weight: weight.default(1).meta({
    title: 'L2 regularization weight',
    description: 'Half of this is the factor of the sum of all squared coefficients; the larger, the smaller they are.',
    visibleWhen: whenSingle,
  }),
  l2WeightRange: rangeOf(weight, 'Range for L2 regularization weight', [0.01, 0.1, 1]),
  memorySize: memory.default(20).meta({
    title: 'Memory size for L-BFGS',
    description: 'Iterations that are remembered; fewer need less memory, and more iterations.',
    visibleWhen: whenSingle,
  }),
  memorySizeRange: rangeOf(memory, 'Range for memory size for L-BFGS', [5, 20, 50]),
  randomSeed,
  allowUnknownLevels,
})
