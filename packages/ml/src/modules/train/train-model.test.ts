import { createTableFromRows, type Table, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { columnsNamed, exampleTable, trained } from '../../learning/learning.fixture.ts'
import type { TrainedState } from '../../learning/train-model.ts'
import { untrainedShape } from '../../learning/untrained-model.ts'
import { linearRegression } from '../initialize/linear-regression.ts'
import { multiclassLogisticRegression } from '../initialize/multiclass-logistic-regression.ts'
import { twoClassLogisticRegression } from '../initialize/two-class-logistic-regression.ts'
import { shapesFrom } from '../run-module.fixture.ts'
import { trainModel } from './train-model.ts'

const text = toColumnSchema('label', 'String')
const table = exampleTable(50, text, (score) => (score > 0 ? 'yes' : 'no'))
const columns = [toColumnSchema('x', 'Double'), toColumnSchema('label', 'Int32')]
const tiny = (rows: Parameters<typeof createTableFromRows>[1]): Table => createTableFromRows(columns, rows)

describe('Train Model', () => {
  it('says which columns the model needs, and its classes in order', async () => {
    const { shape, parameters } = await trained(twoClassLogisticRegression, table)
    expect(shape).toEqual({
      kind: 'model',
      learner: 'two-class-logistic-regression',
      task: 'two-class',
      training: { label: text, features: table.schema.slice(0, 3), classes: ['no', 'yes'] },
    })
    expect(parameters.l2Weight).toBe(1)
  })

  it('knows all of that but the classes without a run', () => {
    const untrainedModel = untrainedShape('two-class-logistic-regression', 'two-class')
    const shapes = shapesFrom(
      trainModel,
      { untrainedModel, dataset: table.schema },
      { labelColumn: columnsNamed('label') },
    )
    expect(shapes).toEqual({
      trainedModel: { ...untrainedModel, training: { label: text, features: table.schema.slice(0, 3) } },
    })
  })

  it.each([
    ['numbers by size', toColumnSchema('label', 'Int32'), (score: number) => (score > 0 ? 10 : 9), ['9', '10']],
    ['Booleans', toColumnSchema('label', 'Boolean'), (score: number) => score > 0, ['False', 'True']],
    ['texts by their codes', text, (score: number) => (score > 0 ? 'a' : 'B'), ['B', 'a']],
  ])('orders %s', async (_, column, labelOf, classes) => {
    const model = await trained(twoClassLogisticRegression, exampleTable(30, column, labelOf))
    expect(model.shape.training?.classes).toEqual(classes)
  })

  it('leaves out rows without a label, and keeps what a view of the model needs', async () => {
    const log: string[] = []
    const dataset = tiny([
      [1, 1],
      [2, null],
      [3, 2],
      [4, 2],
    ])
    const { state } = await trained(twoClassLogisticRegression, dataset, {}, { log })
    expect((state as TrainedState).training).toEqual({
      rowCount: 3,
      droppedRowCount: 1,
      classCounts: Float64Array.of(1, 2),
    })
    expect(log[0]).toBe('1 rows without a label or weight were left out.')
    const regression = await trained(linearRegression, dataset)
    expect((regression.state as TrainedState).training).toMatchObject({
      labelMean: 5 / 3,
      labelDeviation: Math.sqrt(2 / 9),
    })
  })

  it('counts a row by its weight', async () => {
    const weight = { ...toColumnSchema('w', 'Double'), roles: ['weight' as const] }
    const rows = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 2, 3],
      [1, 1, 1],
      [5, 1, 0],
      [6, 2, null],
    ]
    const weighted = await trained(twoClassLogisticRegression, createTableFromRows([...columns, weight], rows), {
      l1Weight: 0,
    })
    const repeated = rows.flatMap(([x, label, times]) => Array.from({ length: times ?? 0 }, () => [x ?? 0, label ?? 0]))
    const plain = await trained(twoClassLogisticRegression, tiny(repeated), { l1Weight: 0 })
    const coefficient = ({ state }: typeof plain) =>
      ((state as TrainedState).learned as { coefficients: Float64Array }).coefficients[0] as number
    expect(coefficient(weighted)).toBeCloseTo(coefficient(plain), 6)
    expect(weighted.shape.training?.features.map(({ name }) => name)).toEqual(['x'])
  })

  it('leaves out rows with a missing number', async () => {
    const rows = [
      [1, 1],
      [2, 2],
      [3, 1],
      [4, 2],
    ]
    const log: string[] = []
    const complete = await trained(twoClassLogisticRegression, tiny(rows))
    const gaps = await trained(twoClassLogisticRegression, tiny([...rows, [null, 2]]), {}, { log })
    expect((gaps.state as TrainedState).learned).toEqual((complete.state as TrainedState).learned)
    expect(log[0]).toBe('1 rows with missing features were left out.')
  })

  it.each<[string, Table, string]>([
    ['no rows', tiny([]), 'Number of rows in input dataset "Dataset" is less than allowed minimum of 1 row(s).'],
    [
      'no label in any row',
      tiny([[1, null]]),
      'The label column "label" does not suit the learner. It has 0 different values, where a two-class learner needs exactly 2.',
    ],
    [
      'three classes',
      tiny([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
      'The label column "label" does not suit the learner. It has 3 different values, where a two-class learner needs exactly 2.',
    ],
    [
      'missing numbers everywhere',
      tiny([
        [null, 1],
        [null, 2],
      ]),
      'All rows in "Dataset" contain missing values.',
    ],
    [
      'an infinite number',
      tiny([
        [Number.POSITIVE_INFINITY, 1],
        [0, 2],
      ]),
      '"Infinity" is infinite.',
    ],
    [
      'nothing but the label',
      createTableFromRows([toColumnSchema('label', 'Int32')], [[1], [2]]),
      'Number of columns in input dataset "Dataset" is less than allowed minimum of 1 column(s).',
    ],
  ])('refuses data with %s', async (_, dataset, message) => {
    await expect(trained(twoClassLogisticRegression, dataset)).rejects.toThrow(message)
  })

  it('refuses a negative weight, and a label that is no class', async () => {
    const weight = { ...toColumnSchema('w', 'Double'), roles: ['weight' as const] }
    const dataset = createTableFromRows([...columns, weight], [[1, 1, -2]])
    await expect(trained(linearRegression, dataset)).rejects.toThrow('Column "w", row 1: -2 is no weight.')
    const many = tiny(Array.from({ length: 1001 }, (_, row) => [row, row]))
    await expect(trained(multiclassLogisticRegression, many)).rejects.toThrow('It has more than 1000 different values.')
  })

  it('wants exactly one label column', () => {
    const inputs = { untrainedModel: untrainedShape('linear-regression', 'regression'), dataset: columns }
    expect(() => shapesFrom(trainModel, inputs)).toThrow(
      'Specified column set "Label column" does not apply to any of dataset columns.',
    )
    expect(() => shapesFrom(trainModel, inputs, { labelColumn: columnsNamed('x', 'label') })).toThrow(
      'Multiple label columns are specified in "Label column"; just one is allowed.',
    )
    expect(() => shapesFrom(trainModel, inputs, { labelColumn: columnsNamed('y') })).toThrow(
      'Column with name or index "y" not found',
    )
  })
})
