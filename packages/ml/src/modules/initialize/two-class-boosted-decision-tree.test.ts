import { columnByName, readCell, sliceRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import type { BoostedTreesState } from '../../learning/boosted-trees-learner.ts'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import type { TrainedState } from '../../learning/train-model.ts'
import { modelAt, runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { scoreModel } from '../score/score-model.ts'
import { twoClassBoostedDecisionTree } from './two-class-boosted-decision-tree.ts'

const classTable = exampleTable(300, toColumnSchema('label', 'String'), (score) => (score > 0 ? 'yes' : 'no'))
const learnedBy = (state: unknown) => (state as TrainedState).learned as BoostedTreesState

describe('Two-Class Boosted Decision Tree', () => {
  const modules = [twoClassBoostedDecisionTree]

  it('gives an untrained model with the settings of the documentation', async () => {
    const model = modelAt(await runModule(twoClassBoostedDecisionTree, {}), 'untrainedModel')
    expect(model.shape).toEqual({ kind: 'model', learner: 'two-class-boosted-decision-tree', task: 'two-class' })
    expect(model.parameters).toMatchObject({
      trainerMode: 'single-parameter',
      maxLeaves: 20,
      minRowsPerLeaf: 10,
      learningRate: 0.2,
      treeCount: 100,
      allowUnknownLevels: true,
    })
    expect(shapesFrom(twoClassBoostedDecisionTree, {})).toEqual({ untrainedModel: model.shape })
  })

  it.each([{ learningRate: 0 }, { learningRate: 1.1 }, { maxLeaves: 1 }, { minRowsPerLeaf: 0 }, { treeCount: 0 }])(
    'refuses %o',
    (parameters) => {
      expect(twoClassBoostedDecisionTree.parameters.safeParse(parameters).success).toBe(false)
    },
  )

  it('learns what tells the classes apart, and scores rows one by one as all at once', async () => {
    const model = await trained(twoClassBoostedDecisionTree, classTable)
    const score = (dataset: typeof classTable) =>
      tableFrom(scoreModel, { trainedModel: model, dataset }, {}, { modules })
    const all = await score(classTable)
    const [labels, predictions] = [columnByName(all, 'label'), columnByName(all, 'Scored Labels')]
    const rows = Array.from({ length: 300 }, (_, row) => row)
    expect(rows.filter((row) => readCell(labels, row) === readCell(predictions, row)).length).toBeGreaterThan(290)
    for (const row of [0, 17, 299]) {
      const one = await score(sliceRows(classTable, row, row + 1))
      for (const name of ['Scored Labels', 'Scored Probabilities']) {
        expect(readCell(columnByName(one, name), 0)).toBe(readCell(columnByName(all, name), row))
      }
    }
  })

  it('tells of each tree, and keeps the losses and which columns helped', async () => {
    const progress: { fraction: number; text: string | undefined }[] = []
    const { state } = await trained(twoClassBoostedDecisionTree, classTable, { treeCount: 3 }, { progress })
    const { losses, importance, trees } = learnedBy(state)
    expect(progress.map(({ fraction }) => fraction)).toEqual([0, 1 / 3, 2 / 3])
    expect(progress[2]?.text).toMatch(/^tree 2, loss 0\.\d+$/)
    expect(losses).toHaveLength(4)
    expect(trees.roots).toHaveLength(3)
    expect(importance.columns[0]).toBe(0)
  })

  it('gives the same model whatever the seed', async () => {
    const one = await trained(twoClassBoostedDecisionTree, classTable, {}, { seed: 1 })
    expect(await trained(twoClassBoostedDecisionTree, classTable, {}, { seed: 2 })).toEqual(one)
  })

  it('stops between two trees when it is told to', async () => {
    const stopping = new AbortController()
    const context = { progress: (fraction: number) => fraction > 0.1 && stopping.abort(new Error('cancelled')) }
    await expect(
      trained(twoClassBoostedDecisionTree, classTable, {}, { signal: stopping.signal, context }),
    ).rejects.toThrow('cancelled')
  })
})
