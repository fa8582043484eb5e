import { createTableFromRows, type PortShapes, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../run-on-files.fixture.ts'
import { applySqlTransformation } from './apply-sql-transformation.ts'

let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles()
})
afterAll(() => onFiles.close())

type Tables = { readonly table1: Table; readonly table2?: Table; readonly table3?: Table }
type Apply = (tables: Tables, parameters?: object) => Promise<Table>
const ways: Readonly<Record<string, Apply>> = {
  'in memory': (tables, parameters) => tableFrom(applySqlTransformation, { ...tables }, parameters),
  'on files': async (tables, parameters) =>
    Object.values(await onFiles.run(applySqlTransformation, { ...tables }, parameters))[0] as Table,
}
const table1 = createTableFromRows(
  [toColumnSchema('id', 'Int64'), toColumnSchema('at', 'DateTime')],
  Array.from({ length: 8 }, (_, row) => [2n ** 60n + BigInt(row), row === 2 ? null : Date.UTC(2014, row, 1)]),
)
const names = createTableFromRows([toColumnSchema('n', 'String')], [['x'], ['y']])

describe.each(Object.entries(ways))('Apply SQL Transformation %s', (_, apply) => {
  it('gives the first table when nothing is set', async () => {
    const result = await apply({ table1 })
    expect(result.schema).toEqual(table1.schema)
    expect(toRows(result)).toEqual(toRows(table1))
  })

  it('joins the tables that are connected', async () => {
    const script = 'select a.n || c.n as pair, max(t1.id) last from t1, t2 a, t3 c group by 1 order by 1 desc limit 2'
    const result = await apply({ table1, table2: names, table3: names }, { script })
    expect(result.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual(['pair: String', 'last: Int64'])
    expect(toRows(result)).toEqual([
      ['yy', 2n ** 60n + 7n],
      ['yx', 2n ** 60n + 7n],
    ])
  })

  it('gives the same rows for a result that chance decides, however often it is looked at', async () => {
    const script = 'select random() % 1000 as r from t1 union all select 0.5'
    expect((await apply({ table1 }, { script })).schema[0]?.type).toBe('Double')
  })

  it('refuses what SQLite refuses, in its words', async () => {
    await expect(apply({ table1 }, { script: 'select * from t2' })).rejects.toThrow(
      'SQL logic error or missing database: no such table: t2',
    )
    await expect(apply({ table1: createTableFromRows([], []) })).rejects.toThrow('Input "Table1" is null or empty')
  })
})

describe('Apply SQL Transformation', () => {
  const shape = (script: string, inputs: PortShapes = { table1: table1.schema, table2: names.schema }) =>
    shapesFrom(applySqlTransformation, inputs, { script }).resultsDataset

  it('knows before a run the columns that are those of a table', () => {
    expect(shape('select * from t1')).toEqual(table1.schema)
    expect(shape('select n as name, at from t1, t2')).toEqual([{ ...names.schema[0], name: 'name' }, table1.schema[1]])
  })

  it('knows of what is computed the name alone, and nothing while a connected table is not known', () => {
    expect(shape('select at, count(*) as n from t1 group by 1')).toEqual({
      kind: 'partly-known-table',
      columns: [table1.schema[1], { name: 'n', type: 'unknown' }],
    })
    expect(shape('select n from t2', { table1: table1.schema, table2: undefined })).toBeUndefined()
  })

  it('says before a run in which line a script is at fault', () => {
    expect(() => shape('select id\nfrom t1\nwhere idd = 1')).toThrow('no such column: idd (line 3)')
    expect(() => shape('select 1;\n\nselct 2')).toThrow('near "selct": syntax error (line 3)')
    expect(() => shape('select * from t3')).toThrow('no such table: t3 (line 1)')
  })
})
