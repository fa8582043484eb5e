import type { ColumnSchema } from '@sluice/contracts'
import { type Cell, createTable, createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { columnsNamed, exampleTable } from '../../learning/learning.fixture.ts'
import { untrainedShape } from '../../learning/untrained-model.ts'
import { linearRegression } from '../initialize/linear-regression.ts'
import { multiclassLogisticRegression } from '../initialize/multiclass-logistic-regression.ts'
import { twoClassLogisticRegression } from '../initialize/two-class-logistic-regression.ts'
import type { Module } from '../module.ts'
import { modelAt, type RunOptions, runModule, shapesFrom } from '../run-module.fixture.ts'
import { crossValidateModel } from './cross-validate-model.ts'
import { evaluateModel } from './evaluate-model.ts'

async function validate(module: Module, dataset: Table, parameters: object = {}, options: RunOptions = {}) {
  const untrainedModel = modelAt(await runModule(module, {}, {}), 'untrainedModel')
  const outputs = await runModule(
    crossValidateModel,
    { untrainedModel, dataset },
    { labelColumn: columnsNamed('label'), ...parameters },
    { ...options, modules: [module] },
  )
  return { scored: outputs.scoredResults as Table, byFold: outputs.evaluationResultsByFold as Table }
}

const label = toColumnSchema('label', 'String')
const table = exampleTable(95, label, (score) => (score > 0 ? 'yes' : 'no'))

describe('Cross-Validate Model', () => {
  it('scores every row by a model that has not seen it, in ten folds', async () => {
    const { scored, byFold } = await validate(twoClassLogisticRegression, table)
    expect(scored.schema.map(({ name, roles }) => `${name}: ${roles}`)).toEqual([
      'x: feature',
      'colour: feature',
      'noise: feature',
      'label: label',
      'Fold Assignments: ',
      'Scored Labels: score',
      'Scored Probabilities: score',
    ])
    const rows = toRows(scored)
    expect(rows.map((row) => row.slice(0, 4))).toEqual(toRows(table))
    const sizes = new Map<Cell, number>()
    for (const row of rows) sizes.set(row[4] as Cell, (sizes.get(row[4] as Cell) ?? 0) + 1)
    expect([...sizes.values()].sort((a, b) => a - b)).toEqual([9, 9, 9, 9, 9, 10, 10, 10, 10, 10])
    expect(rows.filter((row) => row[3] === row[5]).length).toBeGreaterThan(80)
    const evaluation = await runModule(evaluateModel, { scoredDataset: scored })
    expect((evaluation.evaluationResults as Table).rowCount).toBe(1)

    expect(byFold.schema.map(({ name }) => name).slice(0, 4)).toEqual([
      'Fold Number',
      'Number of examples in fold',
      'Model',
      'Accuracy',
    ])
    const results = toRows(byFold)
    expect(results.map(([fold]) => fold)).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      'Mean',
      'Standard Deviation',
    ])
    expect(results[0]?.slice(1, 3)).toEqual([10, 'two-class-logistic-regression'])
    const accuracies = results.slice(0, 10).map((row) => row[3] as number)
    const mean = accuracies.reduce((sum, one) => sum + one) / 10
    expect(results[10]?.[1]).toBe(95)
    expect(results[10]?.[3]).toBeCloseTo(mean, 12)
    const squares = accuracies.reduce((sum, one) => sum + (one - mean) ** 2, 0)
    expect(results[11]?.[3]).toBeCloseTo(Math.sqrt(squares / 9), 12)
  })

  it('takes the folds that the data have, and learns nothing from them', async () => {
    const folds: ColumnSchema = { ...toColumnSchema('Fold Assignments', 'Int32'), roles: [] }
    const numbers = toRows(table).map((_, row): Cell[] => [row === 0 ? null : row % 3])
    const divided = createTable(95, [...table.parts, ...createTableFromRows([folds], numbers).parts])
    const { scored, byFold } = await validate(twoClassLogisticRegression, divided)
    expect(scored.schema.map(({ name }) => name)).toEqual([
      'x',
      'colour',
      'noise',
      'label',
      'Fold Assignments',
      'Scored Labels',
      'Scored Probabilities',
    ])
    const [first, second] = toRows(scored)
    expect(first?.slice(4)).toEqual([null, null, null])
    expect(second?.[4]).toBe(1)
    expect(toRows(byFold).map(([fold]) => fold)).toEqual(['0', '1', '2', 'Mean', 'Standard Deviation'])
  })

  it('divides by its seed', async () => {
    const foldsOf = async (parameters: object, options: RunOptions = {}) =>
      toRows((await validate(linearRegression, numbers, parameters, options)).scored).map((row) => row[4])
    const numbers = exampleTable(30, toColumnSchema('label', 'Double'), (score) => score)
    const first = await foldsOf({ randomSeed: 7 })
    expect(await foldsOf({ randomSeed: 7 })).toEqual(first)
    expect(await foldsOf({ randomSeed: 8 })).not.toEqual(first)
    expect(await foldsOf({}, { seed: 7 })).toEqual(first)
  })

  it('gives a class that a model never met the probability 0', async () => {
    const rare = createTableFromRows(
      [toColumnSchema('x', 'Double'), label],
      Array.from({ length: 30 }, (_, row): Cell[] => [row, row === 29 ? 'once' : row % 2 === 0 ? 'a' : 'z']),
    )
    const { scored } = await validate(multiclassLogisticRegression, rare)
    expect(scored.schema.map(({ name }) => name).slice(3)).toEqual([
      'Scored Probabilities for Class "a"',
      'Scored Probabilities for Class "once"',
      'Scored Probabilities for Class "z"',
      'Scored Labels',
    ])
    expect(toRows(scored)[29]?.[4]).toBe(0)
    expect(toRows(scored)[0]?.[4]).toBeGreaterThan(0)
  })

  it('reports progress over all folds, and ends when it is told to', async () => {
    const progress: { fraction: number; text: string | undefined }[] = []
    await validate(twoClassLogisticRegression, table, {}, { progress })
    const fractions = progress.map(({ fraction }) => fraction)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(progress[0]?.text).toMatch(/^fold 0, iteration 1, loss/)
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(validate(twoClassLogisticRegression, table, {}, { signal })).rejects.toThrow('cancelled')
  })

  it('knows its columns without a run', async () => {
    const untrainedModel = untrainedShape('two-class-logistic-regression', 'two-class')
    const shapes = shapesFrom(
      crossValidateModel,
      { untrainedModel, dataset: table.schema },
      { labelColumn: columnsNamed('label') },
    )
    const { scored, byFold } = await validate(twoClassLogisticRegression, table)
    expect(shapes).toEqual({ scoredResults: scored.schema, evaluationResultsByFold: byFold.schema })
  })

  it('refuses too few rows, one fold, and a column in the way', async () => {
    const few = createTableFromRows(table.schema, toRows(table).slice(0, 1))
    await expect(validate(twoClassLogisticRegression, few)).rejects.toThrow(
      'Number of rows in input dataset "Dataset" is less than allowed minimum of 2 row(s).',
    )
    const withFolds = (column: ColumnSchema) =>
      createTable(95, [
        ...table.parts,
        ...createTableFromRows(
          [column],
          toRows(table).map(() => [1]),
        ).parts,
      ])
    const column = toColumnSchema('Fold Assignments', 'Int32')
    await expect(validate(twoClassLogisticRegression, withFolds({ ...column, roles: [] }))).rejects.toThrow(
      'Column "Fold Assignments" names 1 folds, where at least 2 are needed.',
    )
    await expect(validate(twoClassLogisticRegression, withFolds(column))).rejects.toThrow(
      'The name "Fold Assignments" is duplicated.',
    )
  })
})
