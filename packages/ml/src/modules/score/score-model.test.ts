import {
  type Cell,
  createTable,
  createTableFromRows,
  sliceRows,
  type Table,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleTable, trained } from '../../learning/learning.fixture.ts'
import { untrainedModel, untrainedShape } from '../../learning/untrained-model.ts'
import { linearRegression } from '../initialize/linear-regression.ts'
import { multiclassLogisticRegression } from '../initialize/multiclass-logistic-regression.ts'
import { twoClassLogisticRegression } from '../initialize/two-class-logistic-regression.ts'
import type { Model } from '../port-values.ts'
import { shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { featureHashing } from '../text-analytics/feature-hashing.ts'
import { scoreModel } from './score-model.ts'

const modules = [twoClassLogisticRegression, multiclassLogisticRegression, linearRegression]
const score = (trainedModel: Model, dataset: Table, parameters: object = {}) =>
  tableFrom(scoreModel, { trainedModel, dataset }, parameters, { modules })

const label = toColumnSchema('label', 'Int32')
const table = exampleTable(80, label, (value) => Number(value > 0))
const model = await trained(twoClassLogisticRegression, table)

describe('Score Model', () => {
  it('puts the scores behind the columns of the dataset, and marks the label', async () => {
    const scored = await score(model, table)
    expect(scored.schema).toEqual([
      ...table.schema.slice(0, 3),
      { ...label, roles: ['label'] },
      { ...toColumnSchema('Scored Labels', 'Int32'), roles: ['score'] },
      { ...toColumnSchema('Scored Probabilities', 'Double'), roles: ['score'] },
    ])
    for (const [, , , , scoredLabel, probability] of toRows(scored)) {
      expect(scoredLabel).toBe(Number((probability as number) > 0.5))
    }
  })

  it('gives the scores alone when it is told so', async () => {
    const alone = await score(model, table, { appendScoreColumns: false })
    const beside = await score(model, table)
    expect(toRows(alone)).toEqual(toRows(beside).map((row) => row.slice(4)))
  })

  it('needs no label, takes columns in any order, and passes others through', async () => {
    const rows = toRows(table).map(([x, colour, noise]): Cell[] => [noise ?? null, 'kept', colour ?? null, x ?? null])
    const [x, colour, noise] = table.schema as [typeof label, typeof label, typeof label]
    const other = createTableFromRows([noise, toColumnSchema('more', 'String'), colour, x], rows)
    const scored = await score(model, other)
    expect(scored.schema.map(({ name }) => name)).toEqual([
      'noise',
      'more',
      'colour',
      'x',
      'Scored Labels',
      'Scored Probabilities',
    ])
    expect(toRows(scored).map((row) => row.slice(4))).toEqual(
      toRows(await score(model, table)).map((row) => row.slice(4)),
    )
  })

  it('gives no score where a number is missing', async () => {
    const gaps = createTableFromRows(table.schema, [
      [null, 'red', 1, 1],
      [1, null, 1, 1],
    ])
    const [first, second] = toRows(await score(model, gaps))
    expect(first?.slice(4)).toEqual([null, null])
    expect(second?.[4]).toBe(1)
    const regression = await trained(linearRegression, table)
    expect(toRows(await score(regression, gaps))[0]?.slice(4)).toEqual([null])
    const several = await trained(multiclassLogisticRegression, table)
    expect(toRows(await score(several, gaps))[0]?.slice(4)).toEqual([null, null, null])
  })

  it('predicts numbers as Double, whatever the label is', async () => {
    const scored = await score(await trained(linearRegression, table), table)
    expect(scored.schema.slice(3)).toEqual([
      { ...label, roles: ['label'] },
      { ...toColumnSchema('Scored Labels', 'Double'), roles: ['score'] },
    ])
  })

  it('replaces scores of an earlier scoring, but no other column', async () => {
    const twice = await score(model, await score(model, table))
    expect(toRows(twice)).toEqual(toRows(await score(model, table)))
    const taken = createTable(80, [
      ...table.parts,
      ...createTableFromRows(
        [toColumnSchema('Scored Labels', 'Int32')],
        toRows(table).map(() => [1]),
      ).parts,
    ])
    await expect(score(model, taken)).rejects.toThrow('The name "Scored Labels" is duplicated.')
  })

  it('refuses a model that is not trained, and data without its columns', async () => {
    const untrained = untrainedModel('two-class-logistic-regression', 'two-class', {})
    await expect(score(untrained, table)).rejects.toThrow(
      '"two-class-logistic-regression" is an untrained model; use a trained model.',
    )
    const without = createTableFromRows([toColumnSchema('x', 'Double')], [[1]])
    await expect(score(model, without)).rejects.toThrow('Column with name or index "colour" not found')
  })

  it('knows its columns without a run, for several classes once they are known', () => {
    const shapes = (trainedModel: Model['shape'], parameters = {}) =>
      shapesFrom(scoreModel, { trainedModel, dataset: table.schema }, parameters).scoredDataset
    const { classes: _, ...training } = model.shape.training as NonNullable<Model['shape']['training']>
    expect((shapes({ ...model.shape, training }) as typeof table.schema).map(({ name }) => name)).toEqual([
      'x',
      'colour',
      'noise',
      'label',
      'Scored Labels',
      'Scored Probabilities',
    ])
    const multiclass = { ...untrainedShape('multiclass-logistic-regression', 'multiclass'), training }
    expect(shapes(multiclass)).toBeUndefined()
    const known = { ...multiclass, training: { ...training, classes: ['0', '1', '2'] } }
    expect((shapes(known, { appendScoreColumns: false }) as typeof table.schema).map(({ name }) => name)).toEqual([
      'Scored Probabilities for Class "0"',
      'Scored Probabilities for Class "1"',
      'Scored Probabilities for Class "2"',
      'Scored Labels',
    ])
    expect(() => shapesFrom(scoreModel, { trainedModel: model.shape, dataset: table.schema.slice(1) })).toThrow(
      'Column with name or index "x" not found',
    )
  })

  it('gives the same row by row and at once, for hashed text, too', async () => {
    const words = fc.array(fc.constantFrom('good', 'bad', 'book', 'day', 'a', 'very'), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 6, maxLength: 20 }),
        fc.integer({ min: 2, max: 12 }),
        async (texts, bitsize) => {
          const schema = [toColumnSchema('text', 'String'), toColumnSchema('label', 'Int32')]
          const rows = texts.map((text, row): Cell[] => [text.join(' '), row % 3])
          const hashed = await tableFrom(featureHashing, { dataset: createTableFromRows(schema, rows) }, { bitsize })
          const models = [
            await trained(linearRegression, hashed, { l2Weight: 1 }),
            await trained(multiclassLogisticRegression, hashed, { l1Weight: 0.01 }),
          ]
          for (const trainedModel of models) {
            const whole = toRows(await score(trainedModel, hashed, { appendScoreColumns: false }))
            for (const [row, expected] of whole.entries()) {
              const single = await score(trainedModel, sliceRows(hashed, row, row + 1), { appendScoreColumns: false })
              expect(toRows(single)).toEqual([expected])
            }
          }
        },
      ),
      { numRuns: 15, seed: 3 },
    )
  })
})
