import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tableFrom } from '../run-module.fixture.ts'
import { applySqlTransformation } from './apply-sql-transformation.ts'

const people = createTableFromRows(
  [
    toColumnSchema('name', 'String'),
    { ...toColumnSchema('town id', 'Int32'), isCategorical: true },
    toColumnSchema('big', 'Int64'),
    toColumnSchema('is old', 'Boolean'),
    toColumnSchema('born', 'DateTime'),
  ],
  [
    ['Ada', 1, 9_007_199_254_740_993n, true, Date.UTC(1815, 11, 10)],
    ['Blaise', 2, null, false, Date.UTC(1623, 5, 19)],
    ['Emmy', 1, -5n, null, null],
  ],
)
const towns = createTableFromRows(
  [toColumnSchema('id', 'Int32'), toColumnSchema('town', 'String')],
  [
    [1, 'London'],
    [2, 'Paris'],
  ],
)
const run = (sqlQueryScript: string, inputs: Readonly<Record<string, Table>> = { table1: people, table2: towns }) =>
  tableFrom(applySqlTransformation, inputs, { sqlQueryScript })

describe('Apply SQL Transformation', () => {
  it('gives the first table as it is when nothing is set', async () => {
    const table = await tableFrom(applySqlTransformation, { table1: people })
    expect(table.schema).toEqual(people.schema)
    expect(toRows(table)).toEqual(toRows(people))
  })

  it('joins tables, with names in every kind of quotes', async () => {
    const table = await run('select [name], `town` from t1 join t2 on "town id" = t2.id order by name desc')
    expect(table.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual(['name: String', 'town: String'])
    expect(toRows(table)).toEqual([
      ['Emmy', 'London'],
      ['Blaise', 'Paris'],
      ['Ada', 'London'],
    ])
  })

  it('gives computed columns the type of their values', async () => {
    const table = await run(
      "select count(*) as n, avg([town id]) as mean, max(big) as big, group_concat(name, ';') as names, null as empty, strftime('%Y', min(born)) as year from t1",
    )
    expect(table.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'n: Int32',
      'mean: Double',
      'big: Int64',
      'names: String',
      'empty: String',
      'year: String',
    ])
    expect(toRows(table)).toEqual([[3, 4 / 3, 9_007_199_254_740_993n, 'Ada;Blaise;Emmy', null, '1623']])
  })

  it('runs statements one after another, and numbers names that stand twice', async () => {
    const table = await run(
      "create table old as select name from t1 where [is old]; -- those; only\ninsert into old values ('x;y');\nselect name, name from old /* ; */;",
    )
    expect(table.schema.map(({ name }) => name)).toEqual(['name', 'name (1)'])
    expect(toRows(table)).toEqual([
      ['Ada', 'Ada'],
      ['x;y', 'x;y'],
    ])
  })

  it.each([
    ['select * from t3', 'no such table: t3'],
    ['selec 1', 'near "selec": syntax error'],
    ["attach '/tmp/sluice-attack.db' as other", 'not authorized'],
    ['pragma table_info(t1)', 'not authorized'],
    ["vacuum into '/tmp/sluice-attack.db'", 'SQL logic error or missing database'],
    ["select load_extension('x')", 'not authorized'],
    ['with recursive c(n) as (select 1 union all select n + 1 from c) select * from c', 'not authorized'],
    ['create table x (a)', 'no statement of the script gives rows'],
    ['-- nothing', 'no statement of the script gives rows'],
  ])('refuses %s', async (script, words) => {
    await expect(run(script)).rejects.toThrow(words)
  })

  it('gives back whatever is put in', async () => {
    const rows = fc.array(
      fc.tuple(
        fc.option(fc.string()),
        fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
        fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
        fc.option(fc.boolean()),
        fc.option(fc.integer({ min: -60_000_000_000_000, max: 200_000_000_000_000 })),
        fc.option(fc.integer({ min: -1e12, max: 1e12 })),
      ),
      { minLength: 1 },
    )
    const schema = (['String', 'Double', 'Int32', 'Boolean', 'DateTime', 'TimeSpan'] as const).map((type) =>
      toColumnSchema(`a "${type}"`, type),
    )
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const table1 = createTableFromRows(schema, cells)
        const table = await run('select * from t1', { table1 })
        expect(table.schema).toEqual(schema)
        expect(toRows(table)).toEqual(toRows(table1))
      }),
      { numRuns: 50 },
    )
  })
})
