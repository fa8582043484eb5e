import { columnByName, readCell, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import type { LinearState } from '../../learning/linear/linear-state.ts'
import type { TrainedState } from '../../learning/train-model.ts'
import { modelAt, runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { scoreModel } from '../score/score-model.ts'
import { twoClassLogisticRegression } from './two-class-logistic-regression.ts'

const table = exampleTable(200, toColumnSchema('label', 'String'), (score) => (score > 0 ? 'yes' : 'no'))
const learnedBy = (state: unknown) => (state as TrainedState).learned as LinearState

describe('Two-Class Logistic Regression', () => {
  it('gives an untrained model with the settings of the documentation', async () => {
    const model = modelAt(await runModule(twoClassLogisticRegression, {}), 'untrainedModel')
    expect(model.shape).toEqual({ kind: 'model', learner: 'two-class-logistic-regression', task: 'two-class' })
    expect(model.state).toBeUndefined()
    expect(model.parameters).toMatchObject({
      optimizationTolerance: 1e-7,
      l1Weight: 1,
      l2Weight: 1,
      memorySize: 20,
      allowUnknownLevels: true,
    })
    expect(shapesFrom(twoClassLogisticRegression, {})).toEqual({ untrainedModel: model.shape })
  })

  it('learns what tells the classes apart', async () => {
    const model = await trained(twoClassLogisticRegression, table)
    const scored = await tableFrom(
      scoreModel,
      { trainedModel: model, dataset: table },
      {},
      {
        modules: [twoClassLogisticRegression],
      },
    )
    const [labels, predictions] = [columnByName(scored, 'label'), columnByName(scored, 'Scored Labels')]
    let right = 0
    for (let row = 0; row < 200; row += 1) right += Number(readCell(labels, row) === readCell(predictions, row))
    expect(right).toBeGreaterThan(185)
  })

  it('leaves out more columns the larger the L1 weight is', async () => {
    const zeros = async (l1Weight: number) => {
      const { state } = await trained(twoClassLogisticRegression, table, { l1Weight })
      return learnedBy(state).coefficients.filter((value) => value === 0).length
    }
    expect(await zeros(0)).toBe(0)
    expect(await zeros(1000)).toBe(5)
  })

  it('reports each iteration, its loss going down', async () => {
    const progress: { fraction: number; text: string | undefined }[] = []
    const model = await trained(twoClassLogisticRegression, table, {}, { progress })
    const { losses } = learnedBy(model.state)
    expect(progress).toHaveLength(losses.length)
    expect(progress[0]?.text).toMatch(/^iteration 1, loss 0\.\d+$/)
    expect([...losses]).toEqual([...losses].sort((a, b) => b - a))
    expect(progress.every(({ fraction }) => fraction > 0 && fraction <= 1)).toBe(true)
  })

  it('ends when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('the run was cancelled'))
    await expect(trained(twoClassLogisticRegression, table, {}, { signal })).rejects.toThrow('the run was cancelled')
  })

  it('learns the same from the same, and takes the first value of ranges', async () => {
    const one = await trained(twoClassLogisticRegression, table, { l1Weight: 0, l2Weight: 0.25 })
    const ranges = { trainerMode: 'parameter-range', l1WeightRange: [0, 1], l2WeightRange: [0.25, 1] }
    const other = await trained(twoClassLogisticRegression, table, {
      ...ranges,
      optimizationToleranceRange: [1e-7],
      memorySizeRange: [20],
    })
    expect(other.state).toEqual(one.state)
  })

  it.each([{ l1Weight: -1 }, { memorySize: 0 }, { optimizationTolerance: -1 }, { l2WeightRange: [] }, { other: 1 }])(
    'refuses %j',
    (parameters) => {
      expect(twoClassLogisticRegression.parameters.safeParse(parameters).success).toBe(false)
    },
  )
})
