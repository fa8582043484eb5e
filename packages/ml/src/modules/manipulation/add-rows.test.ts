import {
  createTable,
  createTableFromRows,
  type SparseColumns,
  type Table,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../run-on-files.fixture.ts'
import { addRows } from './add-rows.ts'

let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles()
})
afterAll(() => onFiles.close())

type Add = (dataset1: Table, dataset2: Table) => Promise<Table>
const ways: Readonly<Record<string, Add>> = {
  'in memory': (dataset1, dataset2) => tableFrom(addRows, { dataset1, dataset2 }),
  'on files': async (dataset1, dataset2) =>
    Object.values(await onFiles.run(addRows, { dataset1, dataset2 }))[0] as Table,
}

const label = { ...toColumnSchema('a', 'String'), roles: ['label' as const] }
const first = createTableFromRows(
  [label, toColumnSchema('b', 'Int32')],
  [
    ['x', 1],
    [null, 2],
  ],
)

describe.each(Object.entries(ways))('Add Rows %s', (_, add) => {
  it('appends rows; names and uses are those of the first dataset', async () => {
    const second = createTableFromRows(
      [toColumnSchema('c', 'String'), toColumnSchema('a', 'Int32')],
      Array.from({ length: 8 }, (_, row) => [row === 3 ? null : `y${row}`, row]),
    )
    const all = await add(first, second)
    expect(all.schema).toEqual(first.schema)
    expect(toRows(all)).toEqual([...toRows(first), ...toRows(second)])
  })

  it.each([
    ['Int64', 5n, 'Int64', [1n, 2n, 5n]],
    ['Double', 0.5, 'Double', [1, 2, 0.5]],
    ['Byte', 5, 'Int32', [1, 2, 5]],
  ] as const)('makes one type of Int32 and %s', async (type, value, common, values) => {
    const all = await add(first, createTableFromRows([label, toColumnSchema('b', type)], [['z', value]]))
    expect(all.schema[1]?.type).toBe(common)
    expect(toRows(all).map((row) => row[1])).toEqual(values)
  })

  it('keeps sparse columns sparse, and writes them out where they become another type', async () => {
    const schema = ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32'))
    const one = Int32Array.of(1)
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema,
      rowStarts: Int32Array.of(0, 1),
      columnIndexes: one,
      values: one,
    }
    const table = createTable(1, [sparse])
    expect((await add(table, table)).parts.map(({ kind }) => kind)).toEqual(['sparse'])
    const plain = createTableFromRows([toColumnSchema('p', 'Double'), toColumnSchema('q', 'Int32')], [[0.5, 7]])
    expect(toRows(await add(table, plain))).toEqual([
      [0, 1],
      [0.5, 7],
    ])
  })

  it('refuses other numbers and kinds of columns', async () => {
    const one = createTableFromRows([label], [['x']])
    await expect(add(first, one)).rejects.toThrow(
      'The number of columns in column set "Dataset2" is 1, but 2 are needed.',
    )
    const texts = createTableFromRows([label, toColumnSchema('t', 'String')], [['x', 'y']])
    await expect(add(first, texts)).rejects.toThrow(
      'Columns b and t are incompatible. One is of type Int32, the other of type String.',
    )
  })
})

describe('Add Rows', () => {
  it('knows its columns without a run', () => {
    const dataset2 = [label, toColumnSchema('c', 'Single')]
    expect(shapesFrom(addRows, { dataset1: first.schema, dataset2 }).resultsDataset).toEqual([
      label,
      toColumnSchema('b', 'Double'),
    ])
  })
})
