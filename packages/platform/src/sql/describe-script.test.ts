import { columnTypes, type TableSchema } from '@sluice/contracts'
import { createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { describeScript } from './describe-script.ts'
import { runInMemory } from './run-in-memory.ts'

const schema: TableSchema = columnTypes.map((type) => toColumnSchema(type, type))
const t1 = createTableFromRows(schema, [
  ['a', 0.5, 0.5, 1, 2n ** 60n, 2, 3, true, Date.UTC(2014, 8, 21), 0, 1000],
  columnTypes.map(() => null),
])
const t2 = createTableFromRows(
  [{ ...toColumnSchema('Name', 'String'), isCategorical: true, roles: ['label'] }],
  [['x']],
)
const tables = { t1: t1.schema, t2: t2.schema }

describe('the columns of a script that has not run', () => {
  it.each([
    'select * from t1',
    'select * from t1, t2',
    'select Double as d, Double as D, Int32 + 1 as i from t1',
    'with x as (select DateTime, Name from t1 left join t2) select * from x',
    'create view v as select TimeSpan as s, Byte from t1; select * from v',
    'create table x as select DateTime as at, String, Int32 from t1; select * from x; drop table x',
    'create table x (a text, b); insert into x values (1, 2); select * from x',
    'select Boolean from t1 union all select 7',
    'update t1 set Boolean = 7; select Boolean from t1',
    'alter table t1 rename column Int16 to Small; select Small from t1',
    'select max(DateTime) as m, cast(Int32 as text) as c, null from t1',
    'values (1, 2)',
    'create table x as select Int32, Int32 from t1; select * from x',
  ])('%s: are those of a run, as far as they are known', (script) => {
    const ran = runInMemory(script, { t1, t2 }, 64_000_000).schema
    const described = describeScript(script, tables)
    if (described === undefined) return
    expect(described.map(({ name }) => name)).toEqual(ran.map(({ name }) => name))
    for (const [index, { name, source }] of described.entries()) {
      if (source !== undefined) expect({ ...source, name }).toEqual(ran[index])
    }
  })

  it('are known for what is taken from tables', () => {
    const known = (script: string) => describeScript(script, tables)?.map(({ source }) => source?.type)
    expect(known('select * from t1')).toEqual(columnTypes)
    expect(known('create view v as select TimeSpan as s, Byte + 1 from t1; select * from v')).toEqual([
      'TimeSpan',
      undefined,
    ])
    expect(known('select Boolean from t1 union all select 7')).toEqual([undefined])
  })

  it.each([
    ['a query without end', 'with recursive r(i) as (select 1 union all select i + 1 from r) select i from r', ['i']],
    [
      'a table that is filled without end',
      'create table x as with recursive r(i) as (select 1 union all select i + 1 from r) select i from r; select i from x',
      ['i'],
    ],
    [
      'a chain of views that doubles at each step',
      `with a0 as (select 1 as i), ${Array.from({ length: 40 }, (_, n) => `a${n + 1} as (select p.i from a${n} p, a${n} q)`).join(', ')} select * from a40`,
      undefined,
    ],
  ])('are told at once for %s', (_, script, names) => {
    expect(describeScript(script, tables)?.map(({ name }) => name)).toEqual(names)
  })

  it('refuse what no run would take, with the line', () => {
    const refused = (script: string) => () => describeScript(script, tables)
    expect(refused('select\n*\nfrom t1, nowhere')).toThrow('no such table: nowhere (line 3)')
    expect(refused("select 1;\nattach database 'x' as y")).toThrow('not authorized (line 2)')
    expect(refused('drop table t1')).toThrow('The script has no SELECT.')
  })
})
