import type { ColumnSchema } from '@sluice/contracts'
import { type Cell, createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { evaluateModel } from './evaluate-model.ts'

const label = (type: ColumnSchema['type']): ColumnSchema => ({ ...toColumnSchema('y', type), roles: ['label'] })
const score = (name: string, type: ColumnSchema['type']): ColumnSchema => ({
  ...toColumnSchema(name, type),
  roles: ['score'],
})
const twoClass = [label('String'), score('Scored Labels', 'String'), score('Scored Probabilities', 'Double')]
const scored = createTableFromRows(twoClass, [
  ['yes', 'yes', 0.9],
  ['yes', 'no', 0.4],
  ['no', 'no', 0.4],
  ['no', 'no', 0.1],
  [null, 'no', 0.1],
  ['no', null, null],
])
const results = (scoredDataset: Table, scoredDatasetToCompare?: Table) =>
  tableFrom(evaluateModel, { scoredDataset, scoredDatasetToCompare })
const curves = (scoredDataset: Table) => tableFrom(evaluateModel, { scoredDataset }, {}, { port: 'curves' })

describe('Evaluate Model', () => {
  it('gives the metrics of two classes, rows without label or score left out', async () => {
    const table = await results(scored)
    expect(table.schema.map(({ name }) => name)).toEqual([
      'Accuracy',
      'Precision',
      'Recall',
      'F-Score',
      'AUC',
      'Average Log Loss',
      'Training Log Loss',
    ])
    const loss = -(Math.log(0.9) + Math.log(0.4) + Math.log(0.6) + Math.log(0.9)) / 4
    const [row] = toRows(table)
    expect(row?.slice(0, 5)).toEqual([0.75, 1, 0.5, 2 / 3, 0.875])
    expect(row?.[5]).toBeCloseTo(loss, 12)
    expect(row?.[6]).toBeCloseTo(100 * (1 - loss / Math.LN2), 10)
  })

  it('takes the class of the high probabilities for the positive one, whatever it is called', async () => {
    const swapped = createTableFromRows(
      twoClass,
      toRows(scored).map((row) => row.map((cell): Cell => (cell === 'yes' ? 'a' : cell === 'no' ? 'b' : cell))),
    )
    expect(toRows(await results(swapped))).toEqual(toRows(await results(scored)))
    const unsure = createTableFromRows(twoClass, [
      ['a', 'b', 0.3],
      ['b', 'b', 0.2],
    ])
    expect(toRows(await results(unsure))[0]?.slice(0, 5)).toEqual([0.5, 0, 0, 0, 1])
  })

  it('gives a row for each of two datasets', async () => {
    const table = await results(
      scored,
      createTableFromRows(twoClass, [
        ['yes', 'yes', 0.8],
        ['no', 'no', 0.2],
      ]),
    )
    expect(toRows(table).map((row) => row[0])).toEqual([0.75, 1])
  })

  it('gives the outcomes at each threshold', async () => {
    const table = await curves(scored)
    expect(table.schema.map(({ name }) => name).slice(0, 10)).toEqual([
      'Dataset',
      'Threshold',
      'True Positives',
      'False Positives',
      'True Negatives',
      'False Negatives',
      'False Positive Rate',
      'True Positive Rate',
      'Positive Rate',
      'Lift',
    ])
    expect(toRows(table).map((row) => row.slice(0, 10))).toEqual([
      ['Scored dataset', null, 0, 0, 2, 2, 0, 0, 0, 0],
      ['Scored dataset', 0.9, 1, 0, 2, 1, 0, 0.5, 0.25, 2],
      ['Scored dataset', 0.4, 2, 1, 1, 0, 0.5, 1, 0.75, 4 / 3],
      ['Scored dataset', 0.1, 2, 2, 0, 0, 1, 1, 1, 1],
    ])
  })

  it('gives averages over several classes, and how they were confused', async () => {
    const schema = [
      label('Int32'),
      score('Scored Probabilities for Class "2"', 'Double'),
      score('Scored Labels', 'Int32'),
    ]
    const table = createTableFromRows(schema, [
      [2, 0.5, 2],
      [2, 0.5, 10],
      [10, 0.5, 10],
      [7, 0.5, 10],
    ])
    expect(toRows(await results(table))).toEqual([[0.5, 2 / 3, 0.5, 4 / 9, 0.5, 0.5]])
    expect(toRows(await curves(table))).toEqual([
      ['Scored dataset', '2', '2', 1, 0.5],
      ['Scored dataset', '2', '7', 0, 0],
      ['Scored dataset', '2', '10', 1, 0.5],
      ['Scored dataset', '7', '2', 0, 0],
      ['Scored dataset', '7', '7', 0, 0],
      ['Scored dataset', '7', '10', 1, 1],
      ['Scored dataset', '10', '2', 0, 0],
      ['Scored dataset', '10', '7', 0, 0],
      ['Scored dataset', '10', '10', 1, 1],
    ])
  })

  it('gives the errors of numbers', async () => {
    const table = createTableFromRows(
      [label('Int32'), score('Scored Labels', 'Double')],
      [
        [1, 1.5],
        [3, 2.5],
        [5, 6],
      ],
    )
    const [row] = toRows(await results(table)) as [number[]]
    expect(row).toEqual([Number.POSITIVE_INFINITY, 2 / 3, Math.sqrt(0.5), 0.5, 0.1875, 0.8125])
    const bins = toRows(await curves(table))
    expect(bins).toHaveLength(20)
    expect(bins[0]).toEqual(['Scored dataset', -0.5, -0.425, 1])
  })

  it('describes clusters, all together and each', async () => {
    const schema = [
      score('Assignments', 'Int32'),
      score('DistancesToClusterCenter no.0', 'Double'),
      score('DistancesToClusterCenter no.1', 'Double'),
    ]
    const table = createTableFromRows(schema, [
      [0, 1, 5],
      [0, 3, 7],
      [1, 8, 2],
    ])
    expect(toRows(await results(table))).toEqual([
      ['Combined Evaluation', 20 / 3, 2, 3, 3],
      ['Evaluation For Cluster No.0', 6, 2, 2, 3],
      ['Evaluation For Cluster No.1', 8, 2, 1, 2],
    ])
    expect(toRows(await curves(table))).toEqual([
      ['Scored dataset', 0, 2, 2 / 3],
      ['Scored dataset', 1, 1, 1 / 3],
    ])
  })

  it('knows its columns without a run', async () => {
    const outputs = await runModule(evaluateModel, { scoredDataset: scored })
    expect(shapesFrom(evaluateModel, { scoredDataset: scored.schema })).toEqual({
      evaluationResults: (outputs.evaluationResults as Table).schema,
      curves: (outputs.curves as Table).schema,
    })
    expect(shapesFrom(evaluateModel, {})).toEqual({ evaluationResults: undefined, curves: undefined })
  })

  it.each<[string, ColumnSchema[], string]>([
    ['without scores', [label('Double')], 'There is no score column in "Scored dataset".'],
    ['without a label', twoClass.slice(1), 'There is no label column in "Scored dataset".'],
    [
      'with two labels',
      [...twoClass, { ...toColumnSchema('z', 'Double'), roles: ['label'] }],
      'Multiple label columns are specified in "Scored dataset"; just one is allowed.',
    ],
    [
      'with numbers for texts',
      [label('String'), score('Scored Labels', 'Double')],
      'The label column "y" does not suit the learner. The scores are numbers, but the column is of type String.',
    ],
  ])('refuses a dataset %s', (_, scoredDataset, message) => {
    expect(() => shapesFrom(evaluateModel, { scoredDataset })).toThrow(message)
  })

  it('refuses datasets of two kinds, without rows, and with no row that counts', async () => {
    const regression = createTableFromRows([label('Double'), score('Scored Labels', 'Double')], [[1, 1]])
    await expect(results(scored, regression)).rejects.toThrow(
      'Learner of invalid type passed: "regression", where two-class is expected.',
    )
    await expect(results(createTableFromRows(twoClass, []))).rejects.toThrow(
      'Number of rows in input dataset "Scored dataset" is less than allowed minimum of 1 row(s).',
    )
    await expect(results(createTableFromRows(twoClass, [['yes', null, null]]))).rejects.toThrow(
      'All rows in "Scored dataset" contain missing values.',
    )
  })
})
