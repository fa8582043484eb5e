import { type ColumnSchema, isAppError } from '@sluice/contracts'
import { createTable, createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { tableFrom } from '../run-module.fixture.ts'
import { featureHashing } from '../text-analytics/feature-hashing.ts'
import { editMetadata } from './edit-metadata.ts'

const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })
const all = { beginWith: 'all' }
const run = (dataset: Table, parameters: object) => tableFrom(editMetadata, { dataset }, parameters)

const people = createTableFromRows(
  [toColumnSchema('name', 'String'), toColumnSchema('age', 'String'), toColumnSchema('score', 'Double')],
  [
    ['Ann', '31', 1],
    ['Bob', '', null],
  ],
)
const describeColumns = (table: Table) =>
  table.schema.map(({ name, type, isCategorical, roles }) => [name, type, isCategorical, ...roles].join(' '))

describe('Edit Metadata', () => {
  it('changes nothing when nothing is set', async () => {
    const table = await run(people, { columns: all })
    expect(table.schema).toEqual(people.schema)
    expect(toRows(table)).toEqual(toRows(people))
  })

  it('converts the selected columns and leaves the others', async () => {
    const table = await run(people, { columns: names('age'), dataType: 'integer' })
    expect(describeColumns(table)).toEqual([
      'name String false feature',
      'age Int32 false feature',
      'score Double false feature',
    ])
    expect(toRows(table)).toEqual([
      ['Ann', 31, 1],
      ['Bob', null, null],
    ])
  })

  it.each([
    ['string', 'String', ['1', null]],
    ['integer', 'Int32', [1, null]],
    ['floating-point', 'Double', [1, null]],
    ['boolean', 'Boolean', [true, null]],
  ])('makes %s columns %s', async (dataType, type, cells) => {
    const table = await run(people, { columns: names('score'), dataType })
    expect(table.schema[2]?.type).toBe(type)
    expect(toRows(table).map((row) => row[2])).toEqual(cells)
  })

  it('leaves whole numbers of another size as they are', async () => {
    const table = createTableFromRows(
      [toColumnSchema('big', 'Int64'), toColumnSchema('f', 'Single')],
      [[3000000000n, 0.5]],
    )
    expect((await run(table, { columns: names('big'), dataType: 'integer' })).schema[0]?.type).toBe('Int64')
    expect((await run(table, { columns: names('f'), dataType: 'floating-point' })).schema[1]?.type).toBe('Single')
  })

  it('says which value cannot be converted, and where it stands', async () => {
    const error = await run(people, { columns: names('name'), dataType: 'integer' }).catch((reason: unknown) => reason)
    expect(isAppError(error) && error.parameters).toEqual({ column: 'name', type: 'Int32', row: 1, value: 'Ann' })
  })

  it('makes columns categorical and back', async () => {
    const made = await run(people, { columns: names('name'), categorical: 'make-categorical' })
    expect(made.schema.map(({ isCategorical }) => isCategorical)).toEqual([true, false, false])
    const back = await run(made, { columns: all, categorical: 'make-non-categorical' })
    expect(back.schema).toEqual(people.schema)
  })

  it.each([
    [['feature'], 'labels', ['label']],
    [['feature'], 'weights', ['weight']],
    [['feature'], 'clear-feature', []],
    [['label'], 'features', ['feature']],
    [['label'], 'clear-label', ['feature']],
    [['weight'], 'clear-weight', ['feature']],
    [['score'], 'clear-score', ['feature']],
    [['score'], 'features', ['feature', 'score']],
    [['feature', 'score'], 'clear-score', ['feature']],
    [[], 'features', ['feature']],
    [['feature'], 'clear-label', ['feature']],
  ] as const)('turns the use %j by %s into %j', async (roles, fields, expected) => {
    const column: ColumnSchema = { ...toColumnSchema('a', 'Int32'), roles: [...roles] }
    const table = await run(createTableFromRows([column], [[1]]), { columns: all, fields })
    expect(table.schema[0]?.roles).toEqual(expected)
  })

  it('allows one label', async () => {
    const message = 'Multiple label columns are specified in "Column"; just one is allowed.'
    await expect(run(people, { columns: names('name', 'age'), fields: 'labels' })).rejects.toThrow(message)
    const labelled = await run(people, { columns: names('name'), fields: 'labels' })
    await expect(run(labelled, { columns: names('age'), fields: 'labels' })).rejects.toThrow(message)
    expect(describeColumns(await run(labelled, { columns: names('name'), fields: 'labels' }))[0]).toBe(
      'name String false label',
    )
  })

  it('renames the selected columns in their order', async () => {
    const table = await run(people, { columns: names('score', 'name'), newColumnNames: 'who, "a, b"' })
    expect(table.schema.map(({ name }) => name)).toEqual(['who', 'age', 'a, b'])
    const swapped = await run(people, { columns: names('name', 'age'), newColumnNames: 'age,name' })
    expect(swapped.schema.map(({ name }) => name)).toEqual(['age', 'name', 'score'])
  })

  it('does all of it at once', async () => {
    const table = await run(people, {
      columns: names('age'),
      dataType: 'integer',
      categorical: 'make-categorical',
      fields: 'labels',
      newColumnNames: 'years',
    })
    expect(describeColumns(table)[1]).toBe('years Int32 true label')
  })

  it('changes a thousand hashed columns without writing out their zeros', async () => {
    const hashed = await tableFrom(featureHashing, { dataset: people }, {})
    const table = await run(hashed, { columns: { beginWith: 'all' }, fields: 'clear-feature' })
    expect(table.parts.filter(({ kind }) => kind === 'sparse')).toHaveLength(2)
    expect(table.schema.every(({ roles }) => roles.length === 0)).toBe(true)
  })

  it('converts some of the hashed columns, the others staying sparse', async () => {
    const hashed = await tableFrom(
      featureHashing,
      { dataset: createTable(2, people.parts.slice(0, 1)) },
      { bitsize: 2 },
    )
    const wanted = 'name - Hashing feature 2'
    const table = await run(hashed, { columns: names(wanted), dataType: 'floating-point' })
    expect(table.schema.map(({ type }) => type)).toEqual(['String', 'Int32', 'Double', 'Int32', 'Int32'])
    expect(table.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse', 'column', 'sparse'])
    expect(toRows(table)).toEqual(toRows(hashed))
  })

  it.each([
    [
      'too few names',
      { columns: all, newColumnNames: 'a,b' },
      'The number of columns in column set "New column names" is 2, but 3 are needed.',
    ],
    [
      'an empty name',
      { columns: all, newColumnNames: 'a,,b' },
      'Failed to parse "New column names" parameter. One of the names is empty.',
    ],
    [
      'an open quote',
      { columns: all, newColumnNames: '"a' },
      'Failed to parse "New column names" parameter. A quote is not closed, or stands inside of a name.',
    ],
    ['a name that is taken', { columns: names('age'), newColumnNames: 'name' }, 'The name "name" is duplicated.'],
    [
      'a time of a number',
      { columns: names('score'), dataType: 'date-time' },
      'Cannot process column "score" of type Double. The type is not supported by the module.',
    ],
    ['nothing selected', {}, 'Specified column set "Column" does not apply to any of dataset columns.'],
  ])('refuses %s', async (_, parameters, message) => {
    await expect(run(people, parameters)).rejects.toThrow(message)
  })

  it('refuses a table without columns', async () => {
    await expect(run(createTableFromRows([], []), { columns: all })).rejects.toThrow('Input "Dataset" is null or empty')
  })
})
