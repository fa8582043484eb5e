import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { tableFrom } from '../run-module.fixture.ts'
import { featureHashing } from './feature-hashing.ts'

const run = (dataset: Table, parameters: object) => tableFrom(featureHashing, { dataset }, parameters)

const text = toColumnSchema('text', 'String')
const reviews = createTableFromRows(
  [toColumnSchema('rating', 'Int32'), text],
  [
    [5, 'This is a good day'],
    [1, null],
  ],
)

describe('Feature Hashing', () => {
  it('puts the hashed columns behind all others', async () => {
    const table = await run(reviews, { bitsize: 3 })
    expect(table.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'rating: Int32',
      'text: String',
      'text - Hashing feature 1: Int32',
      'text - Hashing feature 2: Int32',
      'text - Hashing feature 3: Int32',
      'text - Hashing feature 4: Int32',
      'text - Hashing feature 5: Int32',
      'text - Hashing feature 6: Int32',
      'text - Hashing feature 7: Int32',
      'text - Hashing feature 8: Int32',
    ])
    expect(toRows(table)).toEqual([
      [5, 'This is a good day', 1, 1, 2, 2, 0, 2, 0, 1],
      [1, null, 0, 0, 0, 0, 0, 0, 0, 0],
    ])
  })

  it('makes 1024 columns and counts pairs when nothing is set', async () => {
    const table = await run(reviews, {})
    expect(table.schema).toHaveLength(2 + 1024)
    expect(
      toRows(table)[0]
        ?.slice(2)
        .map(Number)
        .reduce((sum, count) => sum + count),
    ).toBe(9)
  })

  it('hashes each target column for itself', async () => {
    const schema = [text, toColumnSchema('title', 'String')]
    const table = await run(createTableFromRows(schema, [['a', 'b']]), { bitsize: 1 })
    expect(table.schema.map(({ name }) => name)).toEqual([
      'text',
      'title',
      'text - Hashing feature 1',
      'text - Hashing feature 2',
      'title - Hashing feature 1',
      'title - Hashing feature 2',
    ])
  })

  it('numbers a name that is taken', async () => {
    const schema = [text, toColumnSchema('text - Hashing feature 2', 'Int32')]
    const table = await run(createTableFromRows(schema, [['a', 1]]), { bitsize: 1 })
    expect(table.schema.map(({ name }) => name).slice(2)).toEqual([
      'text - Hashing feature 1',
      'text - Hashing feature 2 (1)',
    ])
  })

  it('hashes its own output no more: its columns are numbers', async () => {
    const twice = await run(await run(reviews, { bitsize: 1 }), { bitsize: 2 })
    expect(twice.schema.map(({ name }) => name).slice(-4)).toEqual([
      'text - Hashing feature 1 (1)',
      'text - Hashing feature 2 (1)',
      'text - Hashing feature 3',
      'text - Hashing feature 4',
    ])
  })

  it('gives the same row by row and at once', async () => {
    const rows = Array.from({ length: 50 }, (_, row) => [row % 7 === 0 ? null : `word${row} and word${row % 5} again`])
    const whole = toRows(await run(createTableFromRows([text], rows), { bitsize: 8, nGrams: 3 }))
    const single = []
    for (const row of rows)
      single.push(...toRows(await run(createTableFromRows([text], [row]), { bitsize: 8, nGrams: 3 })))
    expect(single).toEqual(whole)
  })

  const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })

  it.each([
    [
      'no text column',
      { targetColumns: names('rating') },
      'Cannot process column "rating" of type Int32. The type is not supported by the module.',
    ],
    ['an unknown column', { targetColumns: names('Text') }, 'Column with name or index "Text" not found'],
    [
      'nothing selected',
      { targetColumns: {} },
      'Specified column set "Target columns" does not apply to any of dataset columns.',
    ],
    [
      'too many columns',
      { bitsize: 17 },
      "Number of columns in the dataset in 'Transformed dataset' exceeds allowed limit of '100000'.",
    ],
    [
      'far too many columns',
      { bitsize: 31 },
      "Number of columns in the dataset in 'Transformed dataset' exceeds allowed limit of '100000'.",
    ],
  ])('refuses %s', async (_, parameters, message) => {
    await expect(run(reviews, parameters)).rejects.toThrow(message)
  })

  it('refuses a table without columns', async () => {
    await expect(run(createTableFromRows([], []), {})).rejects.toThrow('Input "Dataset" is null or empty')
  })

  it.each([{ bitsize: 0 }, { bitsize: 32 }, { bitsize: 1.5 }, { nGrams: -1 }, { nGrams: 11 }, { seed: 1 }])(
    'refuses %j',
    (parameters) => {
      expect(featureHashing.parameters.safeParse(parameters).success).toBe(false)
    },
  )
})
