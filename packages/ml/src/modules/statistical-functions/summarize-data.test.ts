import { readFileSync } from 'node:fs'
import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../run-on-files.fixture.ts'
import { featureHashing } from '../text-analytics/feature-hashing.ts'
import { summarizeData } from './summarize-data.ts'

interface Vectors {
  readonly samples: readonly {
    readonly name: string
    readonly values: readonly number[]
    readonly summary: Readonly<Record<string, number | 'NaN'>>
  }[]
}
const { samples } = JSON.parse(
  readFileSync(new URL('../../../../../tests/vectors/statistics.json', import.meta.url), 'utf8'),
) as Vectors

let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles()
})
afterAll(() => onFiles.close())

/** In memory and on files, which has to give the same. */
async function run(dataset: Table): Promise<Table> {
  const table = await tableFrom(summarizeData, { dataset })
  const { resultsDataset } = await onFiles.run(summarizeData, { dataset })
  expect(resultsDataset?.schema).toEqual(table.schema)
  expect(resultsDataset && toRows(resultsDataset)).toEqual(toRows(table))
  return table
}
const summaries = async (dataset: Table) => {
  const table = await run(dataset)
  return toRows(table).map((row) => Object.fromEntries(table.schema.map(({ name }, index) => [name, row[index]])))
}

const mixed = createTableFromRows(
  [
    toColumnSchema('n', 'Int32'),
    toColumnSchema('text', 'String'),
    toColumnSchema('ok', 'Boolean'),
    toColumnSchema('at', 'DateTime'),
  ],
  [
    [1, 'b', true, 0],
    [null, 'a', null, null],
    [1, 'b', false, 0],
    [4, null, false, 1000],
  ],
)

describe('Summarize Data', () => {
  it.each(samples)('gives for the sample "$name" what NumPy and SciPy give', async ({ values, summary }) => {
    const table = createTableFromRows(
      [toColumnSchema('x', 'Double')],
      values.map((value) => [value]),
    )
    const [found] = await summaries(table)
    for (const [name, expected] of Object.entries(summary)) {
      if (expected === 'NaN') expect(found?.[name], name).toBeNull()
      else expect(Math.abs((found?.[name] as number) - expected), name).toBeLessThanOrEqual(1e-9 * Math.abs(expected))
    }
    expect(found?.['Missing Value Count']).toBe(0)
  })

  it('has a row for each column, with counts and mode only where it is not numeric', async () => {
    expect(toRows(await run(mixed)).map((row) => [...row.slice(0, 7), row[11]])).toEqual([
      ['n', 4, 2, 1, 1, 4, 2, '1'],
      ['text', 4, 2, 1, null, null, null, 'b'],
      ['ok', 4, 2, 1, null, null, null, 'False'],
      ['at', 4, 2, 1, null, null, null, '1/1/1970 12:00:00 AM'],
    ])
  })

  it('has all columns of the studio', async () => {
    const { schema } = await run(createTableFromRows([toColumnSchema('x', 'Int64')], [[5n]]))
    expect(schema.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'Feature: String',
      'Count: Int32',
      'Unique Value Count: Int32',
      'Missing Value Count: Int32',
      'Min: Double',
      'Max: Double',
      'Mean: Double',
      'Mean Deviation: Double',
      '1st Quartile: Double',
      'Median: Double',
      '3rd Quartile: Double',
      'Mode: Double',
      'Range: Double',
      'Sample Variance: Double',
      'Sample Standard Deviation: Double',
      'Sample Skewness: Double',
      'Sample Kurtosis: Double',
      'P0.5: Double',
      'P1: Double',
      'P5: Double',
      'P95: Double',
      'P99.5: Double',
    ])
  })

  it('summarises hashed columns as it would with their zeros', async () => {
    const texts = createTableFromRows([toColumnSchema('t', 'String')], [['a b c d'], ['a a'], [null], ['x y z']])
    const hashed = await tableFrom(featureHashing, { dataset: texts }, { bitsize: 3 })
    const dense = createTableFromRows(hashed.schema, toRows(hashed))
    expect(toRows(await run(hashed))).toEqual(toRows(await run(dense)))
  })

  it('takes columns without any value', async () => {
    const [found] = await summaries(createTableFromRows([toColumnSchema('x', 'Double')], [[null]]))
    expect(found).toMatchObject({
      Count: 1,
      'Unique Value Count': 0,
      'Missing Value Count': 1,
      Min: null,
      Mean: null,
      Mode: null,
    })
  })

  it('knows its columns without a run', async () => {
    const { schema } = await run(mixed)
    expect(shapesFrom(summarizeData, { dataset: mixed.schema })).toEqual({ resultsDataset: schema })
    expect(schema.find(({ name }) => name === 'Mode')?.type).toBe('String')
  })

  it('refuses a table without columns', async () => {
    await expect(runModule(summarizeData, { dataset: createTableFromRows([], []) })).rejects.toThrow(
      'Input "Dataset" is null or empty',
    )
  })
})
