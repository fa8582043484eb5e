import { columnByName, readCell, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import { tableFrom } from '../run-module.fixture.ts'
import { scoreModel } from '../score/score-model.ts'
import { multiclassLogisticRegression } from './multiclass-logistic-regression.ts'

const options = { modules: [multiclassLogisticRegression] }

describe('Multiclass Logistic Regression', () => {
  it('gives each class a probability, together 1, and names the likeliest', async () => {
    const kindOf = (score: number) => (score < -1 ? 'low' : score > 1 ? 'high' : 'middle')
    const table = exampleTable(300, toColumnSchema('label', 'String'), kindOf)
    const trainedModel = await trained(multiclassLogisticRegression, table)
    const scored = await tableFrom(scoreModel, { trainedModel, dataset: table }, {}, options)
    expect(scored.schema.slice(4).map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'Scored Probabilities for Class "high": Double',
      'Scored Probabilities for Class "low": Double',
      'Scored Probabilities for Class "middle": Double',
      'Scored Labels: String',
    ])
    let right = 0
    for (let row = 0; row < 300; row += 1) {
      const cells = scored.schema.map(({ name }) => readCell(columnByName(scored, name), row))
      const [high = 0, low = 0, middle = 0] = cells.slice(4, 7).map(Number)
      expect(high + low + middle).toBeCloseTo(1, 12)
      const likeliest = high > low && high > middle ? 'high' : low > middle ? 'low' : 'middle'
      expect(cells[7]).toBe(likeliest)
      right += Number(cells[7] === cells[3])
    }
    expect(right).toBeGreaterThan(250)
  })

  it('takes a label of two values, too', async () => {
    const table = exampleTable(60, toColumnSchema('label', 'Boolean'), (score) => score > 0)
    const trainedModel = await trained(multiclassLogisticRegression, table)
    const scored = await tableFrom(scoreModel, { trainedModel, dataset: table }, {}, options)
    expect(scored.schema.slice(4).map(({ name }) => name)).toEqual([
      'Scored Probabilities for Class "False"',
      'Scored Probabilities for Class "True"',
      'Scored Labels',
    ])
    const [no, yes] = [
      columnByName(scored, scored.schema[4]?.name ?? ''),
      columnByName(scored, scored.schema[5]?.name ?? ''),
    ]
    expect(Number(readCell(no, 0)) + Number(readCell(yes, 0))).toBeCloseTo(1, 12)
  })
})
