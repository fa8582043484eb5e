import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { linearRegression } from '../modules/initialize/linear-regression.ts'
import { multiclassLogisticRegression } from '../modules/initialize/multiclass-logistic-regression.ts'
import { describeModel } from './describe-model.ts'
import type { MatrixLearner } from './learner.ts'
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
    expect(view?.weights.map(({ feature, weight }) => [feature, Number(weight.toFixed(9))])).toEqual([
      ['Bias', 1],
      ['b', -5],
      ['a', 2],
    ])
    expect(view?.losses[0]).toBeCloseTo(0, 12)
    expect(training).toMatchObject({ rowCount: 4, droppedRowCount: 1, labelMean: -0.5 })
  })

  it('says for which class a weight speaks', async () => {
    const kindOf = (score: number) => (score < -1 ? 'low' : score > 1 ? 'high' : 'middle')
    const table = exampleTable(100, toColumnSchema('label', 'String'), kindOf)
    const model = await trained(multiclassLogisticRegression, table)
    const { view } = describeModel(model, multiclassLogisticRegression.learner as MatrixLearner)
    expect(view?.weights.slice(0, 3).map(({ feature, output }) => [feature, output])).toEqual([
      ['Bias', 'high'],
      ['Bias', 'low'],
      ['Bias', 'middle'],
    ])
    const ofX = view?.weights.filter(({ feature }) => feature === 'x') ?? []
    expect(Math.sign(ofX.find(({ output }) => output === 'high')?.weight ?? 0)).toBe(1)
    expect(Math.sign(ofX.find(({ output }) => output === 'low')?.weight ?? 0)).toBe(-1)
  })
})
