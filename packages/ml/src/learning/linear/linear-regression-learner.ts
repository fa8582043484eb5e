import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import { trainLeastSquares } from '../../algorithms/linear/least-squares.ts'
import { trainOnline } from '../../algorithms/linear/online-gradient-descent.ts'
import type { Examples, MatrixLearner, TrainingContext } from '../learner.ts'
import { completeExamples } from '../matrix-rows.ts'
import { describeLinear, type LinearState, linearScores } from './linear-state.ts'

export const solutionMethods = ['ordinary-least-squares', 'online-gradient-descent'] as const

/** What the learner reads of its module's parameters. */
const settings = z.object({
  solutionMethod: z.enum(solutionMethods),
  l2Weight: z.number(),
  includeIntercept: z.boolean(),
  learningRate: z.number(),
  epochs: z.number(),
  normalizeFeatures: z.boolean(),
  averageFinalHypothesis: z.boolean(),
  decreaseLearningRate: z.boolean(),
  randomSeed: z.number().optional(),
})
type Settings = z.infer<typeof settings>

export const linearRegressionLearner: MatrixLearner = {
  task: 'regression',
  train(given, parameters, context): LinearState {
    const values = settings.parse(parameters)
    const examples = completeExamples(given, context.log)
    return values.solutionMethod === 'ordinary-least-squares'
      ? solve(examples, values, context)
      : descend(examples, values, context)
  },
  predictor: (state) => linearScores(state as LinearState),
  describe: (state, features, classes) => describeLinear(state as LinearState, features, classes),
}

function solve({ matrix, labels, weights }: Examples, settings: Settings, context: TrainingContext): LinearState {
  const { coefficients, intercept, dependent } = trainLeastSquares(matrix, labels, weights, {
    l2: settings.l2Weight,
    hasIntercept: settings.includeIntercept,
    signal: context.signal,
    progress: (fraction) => context.progress(fraction),
  })
  if (dependent.length > 0) {
    context.log(`${dependent.length} columns follow from others; their coefficients are 0.`)
  }
  const state = { coefficients, intercepts: Float64Array.of(intercept), isConverged: true }
  const predictions = linearScores({ ...state, losses: new Float64Array() })(matrix)
  const squares = labels.reduce((sum, label, row) => sum + (label - (predictions[row] as number)) ** 2, 0)
  return { ...state, losses: Float64Array.of(squares / labels.length) }
}

function descend({ matrix, labels, weights }: Examples, settings: Settings, context: TrainingContext): LinearState {
  const losses: number[] = []
  const { coefficients, intercept } = trainOnline(matrix, labels, weights, {
    learningRate: settings.learningRate,
    epochs: settings.epochs,
    l2: settings.l2Weight,
    hasIntercept: settings.includeIntercept,
    averages: settings.averageFinalHypothesis,
    decreasesRate: settings.decreaseLearningRate,
    normalizes: settings.normalizeFeatures,
    seed: settings.randomSeed ?? context.seed,
    signal: context.signal,
    onEpoch(epoch, loss) {
      losses.push(loss)
      context.progress(epoch / settings.epochs, `epoch ${epoch}, squared error ${loss.toPrecision(6)}`, loss)
    },
  })
  if (![intercept, ...coefficients].every(Number.isFinite)) {
    const reason = 'The steps grew without end: choose a smaller learning rate, or let it normalize the features.'
    throw new AppError('TrainingDataInvalid', { learner: 'Linear Regression', reason })
  }
  return {
    coefficients,
    intercepts: Float64Array.of(intercept),
    losses: Float64Array.from(losses),
    isConverged: true,
  }
}
