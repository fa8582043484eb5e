import { type ColumnType, columnTypes } from '@sluice/contracts'
import {
  type Cell,
  createTable,
  createTableFromRows,
  type SparseColumns,
  type Table,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'

export interface SqlScriptsUnderTest {
  run(script: string, tables: Readonly<Record<string, Table>>): Promise<Table>
}

const people = createTableFromRows(
  [
    { ...toColumnSchema('Name', 'String'), isCategorical: true, roles: ['label'] },
    toColumnSchema('Age', 'Int32'),
    toColumnSchema('ok', 'Boolean'),
  ],
  [
    ['Ann', 30, true],
    ['Bob', null, false],
    [null, 41, null],
  ],
)
const types = ({ schema }: Table) => schema.map(({ name, type }) => `${name}: ${type}`)

/** What scripts do, wherever they are run. */
export const describeSqlScripts = (name: string, scripts: () => SqlScriptsUnderTest) =>
  describe(name, () => {
    const run = (script: string, tables: Readonly<Record<string, Table>> = { t1: people }) =>
      scripts().run(script, tables)
    const rows = async (script: string, tables?: Readonly<Record<string, Table>>) => toRows(await run(script, tables))

    it('keep the columns of the tables that they select', async () => {
      const result = await run('select * from t1;')
      expect(result.schema).toEqual(people.schema)
      expect(toRows(result)).toEqual(toRows(people))
    })

    it('give values of every type back, missing ones too', async () => {
      const values: Record<ColumnType, Cell> = {
        String: '007',
        Double: Number.POSITIVE_INFINITY,
        Single: 0.5,
        Int32: -(2 ** 31),
        Int64: 2n ** 53n + 1n,
        Int16: -32_768,
        Byte: 255,
        Boolean: true,
        DateTime: Date.UTC(2014, 8, 21, 11, 10, 0, 123),
        DateTimeOffset: -62_135_596_800_000,
        TimeSpan: -93_784_000,
      }
      const schema = columnTypes.map((type) => toColumnSchema(type, type))
      const all = createTableFromRows(schema, [columnTypes.map((type) => values[type]), columnTypes.map(() => null)])
      const result = await run('select * from t1', { t1: all })
      expect(result.schema).toEqual(schema)
      expect(toRows(result)).toEqual(toRows(all))
    })

    it('tell types of what they compute by its values', async () => {
      const sql =
        "select Age + 1 as a, Age * 1.5 b, Age || '' c, 3000000000 d, null e, count(*) over () f, Age g from t1"
      const result = await run(sql)
      expect(types(result)).toEqual([
        'a: Int32',
        'b: Double',
        'c: String',
        'd: Int64',
        'e: String',
        'f: Int32',
        'g: Int32',
      ])
      expect(toRows(result)[0]).toEqual([31, 45, '30', 3_000_000_000n, null, 3, 30])
    })

    it('join tables, quote names in every way, and understand times', async () => {
      const visits = createTableFromRows(
        [toColumnSchema('the name', 'String'), toColumnSchema('at', 'DateTime')],
        [
          ['Ann', Date.UTC(2014, 8, 21, 11)],
          ['Ann', Date.UTC(2015, 0, 1)],
        ],
      )
      const sql = `select t1."Name", strftime('%Y', [at]) as year, \`at\` from t1 join t2 on t1.Name = t2.[the name] order by 2 desc`
      const result = await run(sql, { t1: people, t2: visits })
      expect(types(result)).toEqual(['Name: String', 'year: String', 'at: DateTime'])
      expect(toRows(result)).toEqual([
        ['Ann', '2015', Date.UTC(2015, 0, 1)],
        ['Ann', '2014', Date.UTC(2014, 8, 21, 11)],
      ])
    })

    it('take several statements, the last with rows being the result', async () => {
      const sql =
        'select 1; create table x as select Age from t1; insert into x values (7); select sum(Age) s from x; drop table x'
      expect(await rows(sql)).toEqual([[78]])
      expect(await rows('-- the young\nwith y as (select * from t1 where Age < 40) select Name from y')).toEqual([
        ['Ann'],
      ])
    })

    it('number names that stand twice, and know names that differ in letter case', async () => {
      expect(types(await run('select Age, Age from t1'))).toEqual(['Age: Int32', 'Age (1): Int32'])
      const schema = [toColumnSchema('a', 'Int32'), toColumnSchema('A', 'String')]
      const result = await run('select [A (1)], a from t1', { t1: createTableFromRows(schema, [[1, 'x']]) })
      expect(types(result)).toEqual(['A (1): String', 'a: Int32'])
    })

    it('read sparse columns', async () => {
      const sparse: SparseColumns = {
        kind: 'sparse',
        schema: ['h1', 'h2'].map((own) => toColumnSchema(own, 'Int32')),
        rowStarts: Int32Array.of(0, 1, 2),
        columnIndexes: Int32Array.of(0, 1),
        values: Int32Array.of(4, 5),
      }
      expect(await rows('select h1 + h2, h2 from t1', { t1: createTable(2, [sparse]) })).toEqual([
        [4, 0],
        [5, 5],
      ])
    })

    it('give a table without rows', async () => {
      const result = await run('select Name, Age + 1 as next from t1 where 0')
      expect(types(result)).toEqual(['Name: String', 'next: String'])
      expect(result.rowCount).toBe(0)
    })

    it.each([
      ['select * from t4', 'SQL logic error or missing database: no such table: t4'],
      ['selct 1', 'SQL logic error or missing database: near "selct": syntax error'],
      ['', 'SQL logic error or missing database: The script has no SELECT.'],
      ['delete from t1', 'SQL logic error or missing database: The script has no SELECT.'],
      ["select x'00' as b", 'SQL logic error or missing database: Column b holds bytes; a dataset has no such type.'],
      ["attach '/tmp/other.db' as other; select 1", 'SQL logic error or missing database: not authorized'],
      ["vacuum into '/tmp/other.db'; select 1", 'SQL logic error or missing database: authorization denied'],
      ['pragma temp_store_directory; select 1', 'SQL logic error or missing database: not authorized'],
      ["select * from pragma_table_info('t1')", 'SQL logic error or missing database: not authorized'],
      ["select load_extension('x')", 'SQL logic error or missing database: not authorized'],
      ['begin; select 1', 'SQL logic error or missing database: not authorized'],
      ['select length(randomblob(900000000))', 'SQL logic error or missing database: string or blob too big'],
      ['create virtual table v using fts5(a); select 1', 'SQL logic error or missing database: not authorized'],
    ])('%s is refused', async (script, message) => {
      await expect(run(script)).rejects.toThrow(message)
    })

    it('refuse more columns than SQLite takes', async () => {
      const schema = Array.from({ length: 2001 }, (_, index) => toColumnSchema(`c${index}`, 'Int32'))
      await expect(run('select 1', { t1: createTableFromRows(schema, []) })).rejects.toThrow(
        "Number of columns in the dataset in 't1' exceeds allowed limit of '2000'.",
      )
    })
  })
