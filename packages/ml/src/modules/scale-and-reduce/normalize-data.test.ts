import { readFileSync } from 'node:fs'
import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createModuleContext } from '../module-context.ts'
import { runModule, shapesFrom, tableFrom, transformationAt } from '../run-module.fixture.ts'
import { featureHashing } from '../text-analytics/feature-hashing.ts'
import { normalizeData } from './normalize-data.ts'

interface Vectors {
  readonly samples: readonly {
    readonly name: string
    readonly values: readonly number[]
    readonly normalizations: Readonly<Record<string, readonly number[]>>
  }[]
}
const { samples } = JSON.parse(
  readFileSync(new URL('../../../../../tests/vectors/normalizations.json', import.meta.url), 'utf8'),
) as Vectors

const run = (dataset: Table, parameters: object = {}) => tableFrom(normalizeData, { dataset }, parameters)
const numbers = (...cells: (number | null)[]) =>
  createTableFromRows(
    [toColumnSchema('x', 'Double')],
    cells.map((cell) => [cell]),
  )
const cellsOf = (table: Table) => toRows(table).map(([cell]) => cell)

const people = createTableFromRows(
  [toColumnSchema('name', 'String'), { ...toColumnSchema('age', 'Int32'), isCategorical: true, roles: ['label'] }],
  [
    ['Ann', 10],
    ['Bob', null],
    ['Cid', 30],
  ],
)

describe('Normalize Data', () => {
  it('gives z-scores of all numeric columns when nothing is set', async () => {
    const table = await run(people)
    expect(table.schema).toEqual([
      people.schema[0],
      { name: 'age', type: 'Double', isCategorical: true, roles: ['label'] },
    ])
    expect(toRows(table)).toEqual([
      ['Ann', -1],
      ['Bob', null],
      ['Cid', 1],
    ])
  })

  for (const { name, values, normalizations } of samples) {
    it.each(Object.entries(normalizations))(
      `scales the sample "${name}" as NumPy and SciPy do by %s`,
      async (method, expected) => {
        const cells = cellsOf(await run(numbers(...values), { method }))
        for (const [row, value] of expected.entries()) {
          expect(Math.abs((cells[row] as number) - value)).toBeLessThan(1e-12)
        }
      },
    )
  }

  it('puts 0 for a column with one value only, or what the method makes of it', async () => {
    for (const method of ['z-score', 'min-max', 'logistic', 'log-normal', 'tanh']) {
      expect(cellsOf(await run(numbers(0.1, 0.1, null, 0.1), { method }))).toEqual([0, 0, null, 0])
    }
    expect(cellsOf(await run(numbers(3, 3), { usesZeroForConstants: false }))).toEqual([null, null])
    expect(cellsOf(await run(numbers(0, 0), { method: 'logistic', usesZeroForConstants: false }))).toEqual([0.5, 0.5])
  })

  it('gives 0 for what has no logarithm', async () => {
    expect(cellsOf(await run(numbers(-1, 0, 1, Math.E), { method: 'log-normal' })).slice(0, 2)).toEqual([0, 0])
  })

  it('takes columns without any value, and tables without rows', async () => {
    expect(cellsOf(await run(numbers(null, null), { method: 'min-max' }))).toEqual([null, null])
    expect(cellsOf(await run(numbers()))).toEqual([])
  })

  it('gives a transformation that scales other data as these were scaled', async () => {
    const outputs = await runModule(normalizeData, { dataset: numbers(0, 10) }, { method: 'min-max' })
    const made = transformationAt(outputs, 'transformationFunction')
    const code = createModuleContext({ 'normalize-data': normalizeData }).transformation('normalize-data')
    const other = createTableFromRows(
      [toColumnSchema('y', 'String'), toColumnSchema('x', 'Double')],
      [
        ['a', 5],
        ['b', 20],
        ['c', null],
      ],
    )
    const compiled = code.compile(made, other.schema)
    expect(compiled.outputSchema).toEqual(other.schema)
    expect(toRows(compiled.run(other))).toEqual([
      ['a', 0.5],
      ['b', 2],
      ['c', null],
    ])
    expect(() => code.compile(made, [toColumnSchema('x', 'Int32')])).toThrow('Schema of "Dataset" does not match.')
  })

  it('leaves hashed columns sparse that are not selected', async () => {
    const dataset = await tableFrom(featureHashing, { dataset: people }, {})
    const columns = { rules: [{ action: 'include', by: 'names', names: ['age'] }] }
    expect((await run(dataset, { columns })).parts.map(({ kind }) => kind)).toEqual(['column', 'column', 'sparse'])
  })

  it('scales hashed columns that are selected', async () => {
    const dataset = await tableFrom(featureHashing, { dataset: people }, { bitsize: 1 })
    const table = await run(dataset, { method: 'min-max' })
    expect(table.schema.slice(1).map(({ type }) => type)).toEqual(['Double', 'Double', 'Double'])
    const dense = createTableFromRows(dataset.schema, toRows(dataset))
    expect(toRows(table)).toEqual(toRows(await run(dense, { method: 'min-max' })))
  })

  it('knows its columns without a run', () => {
    expect(shapesFrom(normalizeData, { dataset: people.schema })).toEqual({
      transformedDataset: [people.schema[0], { ...people.schema[1], type: 'Double' }],
      transformationFunction: {
        kind: 'transformation',
        module: 'normalize-data',
        parameters: normalizeData.parameters.parse({}),
        columns: [people.schema[1]],
      },
    })
  })

  it.each([
    [
      { columns: { beginWith: 'all' } },
      'Cannot process column "name" of type String. The type is not supported by the module.',
    ],
    [{ columns: {} }, 'Specified column set "Columns to transform" does not apply to any of dataset columns.'],
  ])('refuses %j', async (parameters, message) => {
    await expect(run(people, parameters)).rejects.toThrow(message)
  })

  it('refuses to measure what is infinite', async () => {
    await expect(run(numbers(1, Number.POSITIVE_INFINITY))).rejects.toThrow('"Infinity in column x" is infinite.')
  })
})
