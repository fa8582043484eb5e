import { columnByName, createTable, readCell, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import { modelAt, runModule, tableFrom } from '../run-module.fixture.ts'
import { scoreModel } from '../score/score-model.ts'
import { boostedDecisionTreeRegression } from './boosted-decision-tree-regression.ts'

const numberTable = exampleTable(300, toColumnSchema('label', 'Double'), (score) => 100 + 10 * score)

describe('Boosted Decision Tree Regression', () => {
  it('gives an untrained model for numbers', async () => {
    const model = modelAt(await runModule(boostedDecisionTreeRegression, {}), 'untrainedModel')
    expect(model.shape).toEqual({ kind: 'model', learner: 'boosted-decision-tree-regression', task: 'regression' })
  })

  it('predicts numbers', async () => {
    const modules = [boostedDecisionTreeRegression]
    const model = await trained(boostedDecisionTreeRegression, numberTable)
    const scored = await tableFrom(scoreModel, { trainedModel: model, dataset: numberTable }, {}, { modules })
    const [labels, predictions] = [columnByName(scored, 'label'), columnByName(scored, 'Scored Labels')]
    const errors = Array.from({ length: 300 }, (_, row) =>
      Math.abs((readCell(labels, row) as number) - (readCell(predictions, row) as number)),
    )
    expect(Math.max(...errors)).toBeLessThan(10)
  })

  it('scores rows whose numbers are missing', async () => {
    const modules = [boostedDecisionTreeRegression]
    const model = await trained(boostedDecisionTreeRegression, numberTable)
    const column = columnByName(numberTable, 'x')
    const empty = { ...column, missing: { bits: new Uint8Array(38).fill(255), count: 300 } } as unknown as typeof column
    const parts = numberTable.parts.map((part) => (part.kind === 'column' && part.name === 'x' ? empty : part))
    const dataset = createTable(300, parts, numberTable.schema)
    const scored = await tableFrom(scoreModel, { trainedModel: model, dataset }, {}, { modules })
    expect(readCell(columnByName(scored, 'Scored Labels'), 0)).not.toBeNull()
  })
})
