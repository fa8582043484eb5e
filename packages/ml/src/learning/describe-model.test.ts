import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { boostedDecisionTreeRegression } from '../modules/initialize/boosted-decision-tree-regression.ts'
import { kMeansClustering } from '../modules/initialize/k-means-clustering.ts'
import { linearRegression } from '../modules/initialize/linear-regression.ts'
import { multiclassLogisticRegression } from '../modules/initialize/multiclass-logistic-regression.ts'
import { modelAt } from '../modules/run-module.fixture.ts'
import { table as clusterTable, train } from '../modules/train/clustering.fixture.ts'
import { describeModel } from './describe-model.ts'
import type { Learner, MatrixLearner } from './learner.ts'
import { exampleTable, trained } from './learning.fixture.ts'

describe('the view of a model', () => {
  it('names the weights, the largest first, and says what was trained on', async () => {
    const schema = ['a', 'b', 'label'].map((name) => toColumnSchema(name, 'Double'))
    const table = createTableFromRows(schema, [
      [0, 0, 1],
      [1, 0, 3],
      [0, 1, -4],
      [1, 1, -2],
      [2, 3, null],
    ])
    const model = await trained(linearRegression, table, { l2Weight: 0 })
    const { view, training } = describeModel(model, linearRegression.learner as MatrixLearner)
    if (view?.kind !== 'weights') throw new Error('There are no weights.')
    expect(view.weights.map(({ feature, weight }) => [feature, Number(weight.toFixed(9))])).toEqual([
      ['Bias', 1],
      ['b', -5],
      ['a', 2],
    ])
    expect(view.losses[0]).toBeCloseTo(0, 12)
    expect(training).toMatchObject({ rowCount: 4, droppedRowCount: 1, labelMean: -0.5 })
  })

  it('says for which class a weight speaks', async () => {
    const kindOf = (score: number) => (score < -1 ? 'low' : score > 1 ? 'high' : 'middle')
    const table = exampleTable(100, toColumnSchema('label', 'String'), kindOf)
    const model = await trained(multiclassLogisticRegression, table)
    const { view } = describeModel(model, multiclassLogisticRegression.learner as MatrixLearner)
    if (view?.kind !== 'weights') throw new Error('There are no weights.')
    expect(view.weights.slice(0, 3).map(({ feature, output }) => [feature, output])).toEqual([
      ['Bias', 'high'],
      ['Bias', 'low'],
      ['Bias', 'middle'],
    ])
    const ofX = view.weights.filter(({ feature }) => feature === 'x')
    expect(Math.sign(ofX.find(({ output }) => output === 'high')?.weight ?? 0)).toBe(1)
    expect(Math.sign(ofX.find(({ output }) => output === 'low')?.weight ?? 0)).toBe(-1)
  })

  it('sums trees up, with the features that helped most first', async () => {
    const table = exampleTable(300, toColumnSchema('label', 'Double'), (score) => score)
    const model = await trained(boostedDecisionTreeRegression, table, { treeCount: 5, maxLeaves: 4 })
    const { view } = describeModel(model, boostedDecisionTreeRegression.learner as Learner)
    if (view?.kind !== 'trees') throw new Error('There are no trees.')
    expect(view).toMatchObject({ treeCount: 5, leafCount: 20 })
    expect([2, 3]).toContain(view.depth)
    expect(view.losses).toHaveLength(6)
    expect(view.importance[0]?.feature).toBe('x')
    expect(view.importance.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(view.importance.reduce((sum, { splitCount }) => sum + splitCount, 0)).toBe(15)
  })

  it('has the centers of clusters by feature', async () => {
    const model = modelAt(await train(clusterTable), 'trainedModel')
    const { view, training } = describeModel(model, kMeansClustering.learner as Learner)
    expect(training).toBeUndefined()
    expect(view).toMatchObject({ kind: 'clusters', metric: 'euclidean', features: ['x', 'y'] })
    expect(view?.kind === 'clusters' && view.centers).toEqual([
      [0.5, 0],
      [10, 10],
    ])
  })

  it('has nothing to show of a model that is not trained', async () => {
    const model = { kind: 'model', parameters: {}, state: undefined } as const
    const shape = { kind: 'model', learner: 'linear-regression', task: 'regression' } as const
    expect(describeModel({ ...model, shape }, linearRegression.learner as Learner)).toEqual({
      training: undefined,
      view: undefined,
    })
  })
})
