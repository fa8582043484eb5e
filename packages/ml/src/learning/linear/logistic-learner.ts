import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { toProbabilities, toProbability } from '../../algorithms/linear/logistic-loss.ts'
import { trainLogisticRegression } from '../../algorithms/linear/logistic-regression.ts'
import type { MatrixLearner } from '../learner.ts'
import { completeExamples } from '../matrix-rows.ts'
import { describeLinear, type LinearState, linearScores } from './linear-state.ts'

/** Far more than any problem has needed; those that go on for ever have no optimum. */
const maxIterations = 2_000

/** Coefficients, times what is remembered of each: 2 GB. */
const mostNumbers = 250_000_000

/** What the learner reads of its module's parameters. */
const settings = z.object({
  optimizationTolerance: z.number(),
  l1Weight: z.number(),
  l2Weight: z.number(),
  memorySize: z.number(),
})

export const createLogisticLearner = (task: 'two-class' | 'multiclass'): MatrixLearner => ({
  task,
  train(given, parameters, { signal, progress, log }): LinearState {
    const { optimizationTolerance, l1Weight, l2Weight, memorySize } = settings.parse(parameters)
    const { matrix, labels, weights, classCount } = completeExamples(given, log)
    assertMemory(matrix.columnCount * (classCount === 2 ? 1 : classCount) * (2 * memorySize + 8))
    const losses: number[] = []
    const { coefficients, intercepts, minimum } = trainLogisticRegression(matrix, labels, weights, {
      classCount,
      l1: l1Weight,
      l2: l2Weight,
      memory: memorySize,
      tolerance: optimizationTolerance,
      maxIterations,
      signal,
      onIteration(iteration, loss) {
        losses.push(loss)
        // How far there is to go nobody knows; each iteration halves what is left of the bar.
        progress(1 - 0.5 ** (iteration / 8), `iteration ${iteration}, loss ${loss.toPrecision(6)}`, loss)
      },
    })
    const { iterations, isConverged } = minimum
    if (isConverged) log(`Converged after ${iterations} iterations.`)
    else log(`Not converged after ${iterations} iterations: raise the tolerance or the L2 weight.`)
    return { coefficients, intercepts, losses: Float64Array.from(losses), isConverged }
  },
  predictor(state, classCount) {
    const scoresOf = linearScores(state as LinearState)
    return (matrix) => {
      const scores = scoresOf(matrix)
      if (classCount > 2) toProbabilities(scores, classCount)
      else for (let row = 0; row < scores.length; row += 1) scores[row] = toProbability(scores[row] as number)
      return task === 'multiclass' && classCount === 2 ? pairs(scores) : scores
    }
  },
  describe: (state, features, classes) => describeLinear(state as LinearState, features, classes),
})

/** @throws AppError `MemoryExhausted` before memory is, which would end the process without a word */
function assertMemory(count: number): void {
  if (count > mostNumbers) throw new AppError('MemoryExhausted', { module: 'Logistic Regression' })
}

/** A multiclass learner gives one probability a class even where two classes are all. */
function pairs(probabilities: Float64Array): Float64Array {
  const both = new Float64Array(probabilities.length * 2)
  for (let row = 0; row < probabilities.length; row += 1) {
    both[row * 2] = 1 - (probabilities[row] as number)
    both[row * 2 + 1] = probabilities[row] as number
  }
  return both
}
