import { type ColumnSchema, type ColumnType, columnTypes } from '@sluice/contracts'
import { type Cell, createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createModuleContext } from '../../module-context.ts'
import { runModule, shapesFrom, tableFrom, transformationAt } from '../../run-module.fixture.ts'
import { featureHashing } from '../../text-analytics/feature-hashing.ts'
import { cleanMissingData } from './clean-missing-data.ts'

const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })
const run = (dataset: Table, parameters: object) => tableFrom(cleanMissingData, { dataset }, parameters)
const column = (type: ColumnType, cells: readonly Cell[]) =>
  createTableFromRows(
    [toColumnSchema('c', type)],
    cells.map((cell) => [cell]),
  )
const cellsOf = (table: Table) => toRows(table).map(([cell]) => cell)

const cars = createTableFromRows(
  [toColumnSchema('make', 'String'), toColumnSchema('doors', 'Int32'), toColumnSchema('price', 'Double')],
  [
    ['audi', 4, 100],
    [null, null, 300],
    ['saab', 2, null],
    ['audi', 4, null],
  ],
)

describe('Clean Missing Data', () => {
  it('puts 0 in all columns when nothing is set', async () => {
    expect(toRows(await run(cars, {}))).toEqual([
      ['audi', 4, 100],
      ['0', 0, 300],
      ['saab', 2, 0],
      ['audi', 4, 0],
    ])
  })

  it.each([
    ['String', ['a', null], { replacementValue: 'x' }, ['a', 'x']],
    ['Boolean', [true, null], { replacementValue: 'False' }, [true, false]],
    ['Int64', [1n, null], { replacementValue: '9223372036854775807' }, [1n, 9223372036854775807n]],
    ['DateTime', [5, null], { replacementValue: '2014-09-21' }, [5, Date.UTC(2014, 8, 21)]],
    ['DateTime', [5, null], { replacementValue: '635468544000000000' }, [5, Date.UTC(2014, 8, 21)]],
    ['TimeSpan', [5, null], { replacementValue: '20000' }, [5, 2]],
    ['Double', [1, null, 4], { mode: 'mean' }, [1, 2.5, 4]],
    ['Int32', [1, null, 4], { mode: 'mean' }, [1, 2, 4]],
    ['Int32', [3, null, 4], { mode: 'mean' }, [3, 4, 4]],
    ['Int64', [3n, null, 4n], { mode: 'mean' }, [3n, 4n, 4n]],
    ['Boolean', [true, true, false, null], { mode: 'mean' }, [true, true, false, true]],
    ['DateTime', [1000, null, 3000], { mode: 'mean' }, [1000, 2000, 3000]],
    ['Double', [9, 1, null, 2, 4], { mode: 'median' }, [9, 1, 3, 2, 4]],
    ['Int32', [9, 1, null, 2], { mode: 'median' }, [9, 1, 2, 2]],
    ['Double', [2, 1, null, 2, 1], { mode: 'mode' }, [2, 1, 1, 2, 1]],
    ['String', ['b', 'a', null, 'b'], { mode: 'mode' }, ['b', 'a', 'b', 'b']],
    ['Int64', [2n, 1n, null, 2n], { mode: 'mode' }, [2n, 1n, 2n, 2n]],
    ['Boolean', [false, null], { mode: 'mode' }, [false, false]],
  ] as const)('in a column of type %s makes of %o by %o %o', async (type, cells, parameters, expected) => {
    const table = await run(column(type, cells), parameters)
    expect(table.schema[0]?.type).toBe(type)
    expect(cellsOf(table)).toEqual(expected)
  })

  it('removes rows, looking at the selected columns only', async () => {
    expect(toRows(await run(cars, { mode: 'remove-row', columns: names('make', 'doors') }))).toEqual([
      ['audi', 4, 100],
      ['saab', 2, null],
      ['audi', 4, null],
    ])
  })

  it('removes columns', async () => {
    const table = await run(cars, { mode: 'remove-column', minimumRatio: 0.3 })
    expect(table.schema.map(({ name }) => name)).toEqual(['make', 'doors'])
    expect(table.rowCount).toBe(4)
  })

  it('cleans the columns whose share of missing values lies in the range, each for itself', async () => {
    expect(toRows(await run(cars, { maximumRatio: 0.25 }))).toEqual([
      ['audi', 4, 100],
      ['0', 0, 300],
      ['saab', 2, null],
      ['audi', 4, null],
    ])
  })

  it('removes a column without any value, or leaves it', async () => {
    const table = createTableFromRows(
      [toColumnSchema('a', 'Double'), toColumnSchema('b', 'Double')],
      [
        [1, null],
        [null, null],
      ],
    )
    expect((await run(table, { mode: 'mean' })).schema.map(({ name }) => name)).toEqual(['a'])
    expect(toRows(await run(table, { mode: 'mean', columnsWithAllMissing: 'propagate' }))).toEqual([
      [1, null],
      [1, null],
    ])
    expect(toRows(await run(table, { mode: 'custom' }))).toEqual([
      [1, 0],
      [0, 0],
    ])
  })

  it('says in which rows it replaced something', async () => {
    const table = await run(cars, { generatesIndicators: true, maximumRatio: 0.25 })
    expect(table.schema.slice(3).map(({ name, type }) => `${name} ${type}`)).toEqual([
      'make_IsMissing Boolean',
      'doors_IsMissing Boolean',
      'price_IsMissing Boolean',
    ])
    expect(toRows(table).map((row) => row.slice(3))).toEqual([
      [false, false, false],
      [true, true, false],
      [false, false, false],
      [false, false, false],
    ])
  })

  it.each(['mice', 'probabilistic-pca'])('predicts values from other columns by %s', async (mode) => {
    const rows = Array.from({ length: 30 }, (_, row) => [row, row % 7 === 3 ? null : 2 * row, row % 2 === 0])
    const schema = [toColumnSchema('x', 'Int32'), toColumnSchema('y', 'Double'), toColumnSchema('even', 'Boolean')]
    const table = await run(createTableFromRows(schema, rows), { mode })
    expect(table.schema).toEqual(schema)
    const filled = toRows(table)[10]?.[1] as number
    expect(Math.abs(filled - 20)).toBeLessThan(3)
  })

  it('keeps roles, categories and the columns that are not selected', async () => {
    const label: ColumnSchema = { name: 'c', type: 'String', isCategorical: true, roles: ['label'] }
    const table = await run(createTableFromRows([label, toColumnSchema('d', 'Double')], [[null, null]]), {
      columns: names('c'),
    })
    expect(table.schema).toEqual([label, toColumnSchema('d', 'Double')])
    expect(toRows(table)).toEqual([['0', null]])
  })

  it('leaves hashed columns sparse', async () => {
    const hashed = await tableFrom(featureHashing, { dataset: cars }, {})
    const hashedColumns = { beginWith: 'all', rules: [{ action: 'exclude', by: 'names', names: ['make'] }] }
    for (const mode of ['mean', 'mice', 'custom']) {
      const table = await run(hashed, { mode, columns: hashedColumns })
      expect(table.parts.map(({ kind }) => kind)).toEqual(['column', 'column', 'column', 'sparse'])
    }
  })

  it('takes a table without rows', async () => {
    for (const mode of ['custom', 'mean', 'mode', 'remove-row', 'remove-column', 'mice', 'probabilistic-pca']) {
      const table = await run(column('Double', []), { mode })
      expect([table.rowCount, table.schema.length]).toEqual([0, 1])
    }
  })

  it('gives a transformation that cleans other data with what was computed here', async () => {
    const { cleaningTransformation } = {
      ...(await runModule(
        cleanMissingData,
        { dataset: column('Double', [1, null, 4]) },
        { mode: 'mean', generatesIndicators: true },
      )),
    }
    const transformation = transformationAt({ cleaningTransformation } as never, 'cleaningTransformation')
    const other = createTableFromRows(
      [toColumnSchema('z', 'String'), toColumnSchema('c', 'Double')],
      [
        [null, null],
        ['a', 8],
      ],
    )
    const code = createModuleContext({ [cleanMissingData.id]: cleanMissingData }).transformation(
      transformation.shape.module,
    )
    expect(toRows(code.compile(transformation, other.schema).run(other))).toEqual([
      [null, 2.5],
      ['a', 8],
    ])
    expect(() => code.compile(transformation, [toColumnSchema('c', 'Int32')])).toThrow(
      'Schema of "Dataset" does not match. Column "c" is of type Int32, where Double was transformed.',
    )
    expect(() => code.outputSchema(transformation.shape, [toColumnSchema('d', 'Double')])).toThrow(
      'It has no column "c".',
    )
  })

  it('knows its columns without a run unless some may go', () => {
    const dataset = cars.schema
    expect(shapesFrom(cleanMissingData, { dataset })).toMatchObject({
      cleanedDataset: dataset,
      cleaningTransformation: { module: 'clean-missing-data', columns: dataset },
    })
    expect(
      shapesFrom(cleanMissingData, { dataset }, { generatesIndicators: true, columns: names('doors') }).cleanedDataset,
    ).toEqual([...dataset, toColumnSchema('doors_IsMissing', 'Boolean')])
    const numbers = { columns: names('doors', 'price'), mode: 'mean' }
    expect(shapesFrom(cleanMissingData, { dataset }, numbers).cleanedDataset).toBeUndefined()
    const kept = shapesFrom(cleanMissingData, { dataset }, { ...numbers, columnsWithAllMissing: 'propagate' })
    expect(kept.cleanedDataset).toEqual(dataset)
  })

  it.each([
    [
      'the mean of texts',
      { mode: 'mean' },
      'Cannot process column "make" of type String. The type is not supported by the module.',
    ],
    [
      'the median of texts',
      { mode: 'median' },
      'Cannot process column "make" of type String. The type is not supported by the module.',
    ],
    [
      'a value that does not suit',
      { replacementValue: 'x' },
      'Failed to parse "Replacement value" parameter. \'x\' is no value of column "doors", which is of type Int32.',
    ],
    [
      'ratios the wrong way round',
      { minimumRatio: 0.5, maximumRatio: 0.2 },
      'Parameter "Minimum missing value ratio" value should be less than or equal to 0.2.',
    ],
  ])('refuses %s', async (_, parameters, message) => {
    await expect(run(cars, parameters)).rejects.toThrow(message)
  })

  it('stops when the run is cancelled', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    const numbers = { columns: names('doors', 'price'), mode: 'mice' }
    await expect(runModule(cleanMissingData, { dataset: cars }, numbers, { signal })).rejects.toThrow('cancelled')
  })

  it('keeps the type of every column in the modes that take it', async () => {
    for (const type of columnTypes) {
      const table = await run(column(type, [null]), { mode: 'mode', columnsWithAllMissing: 'propagate' })
      expect(table.schema[0]?.type).toBe(type)
    }
  })
})
