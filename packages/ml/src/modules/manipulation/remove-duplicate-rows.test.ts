import {
  type Cell,
  createTable,
  createTableFromRows,
  type SparseColumns,
  type Table,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runModule, tableFrom } from '../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../run-on-files.fixture.ts'
import { removeDuplicateRows } from './remove-duplicate-rows.ts'

let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles()
})
afterAll(() => onFiles.close())

type Remove = (dataset: Table, parameters?: object) => Promise<Table>
const ways: Readonly<Record<string, Remove>> = {
  'in memory': (dataset, parameters) => tableFrom(removeDuplicateRows, { dataset }, parameters),
  'on files': async (dataset, parameters) =>
    Object.values(await onFiles.run(removeDuplicateRows, { dataset }, parameters))[0] as Table,
}
const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })
const schema = [toColumnSchema('k', 'String'), toColumnSchema('n', 'Double'), toColumnSchema('row', 'Int32')]
const dataset = createTableFromRows(schema, [
  ['a', 1, 0],
  ['A', 1, 1],
  ['a', 1, 2],
  [null, null, 3],
  [null, null, 4],
  ['a', -0, 5],
  ['a', 0, 6],
])

describe.each(Object.entries(ways))('Remove Duplicate Rows %s', (_, remove) => {
  it('keeps the first row of each key, or the last', async () => {
    const keyColumns = names('k', 'n')
    expect(toRows(await remove(dataset, { keyColumns })).map((row) => row[2])).toEqual([0, 1, 3, 5])
    expect(toRows(await remove(dataset, { keyColumns, keepsFirst: false })).map((row) => row[2])).toEqual([1, 2, 4, 6])
    expect(toRows(await remove(dataset))).toEqual(toRows(dataset))
  })

  it('compares hashed columns', async () => {
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32')),
      rowStarts: Int32Array.of(0, 1, 2, 2, 4),
      columnIndexes: Int32Array.of(0, 0, 0, 1),
      values: Int32Array.of(4, 4, 4, 4),
    }
    const ids = createTableFromRows([toColumnSchema('id', 'Int32')], [[0], [0], [0], [0]])
    const kept = await remove(createTable(4, [...ids.parts, sparse]))
    expect(toRows(kept)).toEqual([
      [0, 4, 0],
      [0, 0, 0],
      [0, 4, 4],
    ])
    expect(kept.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse'])
  })

  it('gives what a naive search gives', async () => {
    const row = fc.tuple(
      fc.constantFrom<Cell>('a', 'b', '', null),
      fc.constantFrom<Cell>(1, 2.5, Number.POSITIVE_INFINITY, null),
      fc.nat(1),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), fc.boolean(), async (rows, keepsFirst) => {
        const key = ([k, n]: readonly Cell[]) => `${k === null ? 'none' : `"${k}"`} ${n}`
        const naive = rows.filter((own, place) =>
          (keepsFirst ? rows.slice(0, place) : rows.slice(place + 1)).every((other) => key(other) !== key(own)),
        )
        const kept = await remove(createTableFromRows(schema, rows), { keyColumns: names('k', 'n'), keepsFirst })
        expect(toRows(kept)).toEqual(naive)
      }),
      { seed: 19, numRuns: 25 },
    )
  })
})

describe('Remove Duplicate Rows', () => {
  it('refuses a dataset without columns, and keys that are not there', async () => {
    await expect(runModule(removeDuplicateRows, { dataset: createTableFromRows([], []) })).rejects.toThrow(
      'Input "Dataset" is null or empty',
    )
    await expect(runModule(removeDuplicateRows, { dataset }, { keyColumns: names('x') })).rejects.toThrow(
      'Column with name or index "x" not found',
    )
  })
})
