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
import { runModule, shapesFrom, tableFrom } from '../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../run-on-files.fixture.ts'
import { joinData } from './join-data.ts'

const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })
const by = (left: string[], right: string[] = left) => ({ leftKeys: names(...left), rightKeys: names(...right) })

let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles(20)
})
afterAll(() => onFiles.close())

type Join = (left: Table, right: Table, parameters: object) => Promise<Table>
const ways: Readonly<Record<string, Join>> = {
  'in memory': (dataset1, dataset2, parameters) => tableFrom(joinData, { dataset1, dataset2 }, parameters),
  'on files': async (dataset1, dataset2, parameters) =>
    Object.values(await onFiles.run(joinData, { dataset1, dataset2 }, parameters))[0] as Table,
}

const people = createTableFromRows(
  [toColumnSchema('Name', 'String'), toColumnSchema('Month', 'Int32')],
  [
    ['Ann', 1],
    ['bob', 2],
    [null, 3],
    ['Cid', 4],
  ],
)
const visits = createTableFromRows(
  [toColumnSchema('Month', 'Int32'), toColumnSchema('Who', 'String'), toColumnSchema('Paid', 'Boolean')],
  [
    [7, 'Bob', true],
    [8, 'Ann', null],
    [9, null, true],
    [10, 'Ann', false],
    [11, 'Dee', true],
  ],
)

describe.each(Object.entries(ways))('Join Data %s', (_, join) => {
  it('pairs rows with equal keys, and numbers a name that is taken', async () => {
    const joined = await join(people, visits, by(['Name'], ['Who']))
    expect(joined.schema.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'Name: String',
      'Month: Int32',
      'Month (1): Int32',
      'Who: String',
      'Paid: Boolean',
    ])
    expect(toRows(joined)).toEqual([
      ['Ann', 1, 8, 'Ann', null],
      ['Ann', 1, 10, 'Ann', false],
    ])
  })

  it('leaves letter case aside where it is told to', async () => {
    const joined = await join(people, visits, { ...by(['Name'], ['Who']), matchesCase: false, keepsRightKeys: false })
    expect(toRows(joined)).toEqual([
      ['Ann', 1, 8, null],
      ['Ann', 1, 10, false],
      ['bob', 2, 7, true],
    ])
  })

  it('keeps left rows without a partner, and with a full outer join right ones, too', async () => {
    const outer = toRows(await join(people, visits, { ...by(['Name'], ['Who']), joinType: 'left-outer' }))
    expect(outer).toEqual([
      ['Ann', 1, 8, 'Ann', null],
      ['Ann', 1, 10, 'Ann', false],
      ['bob', 2, null, null, null],
      [null, 3, null, null, null],
      ['Cid', 4, null, null, null],
    ])
    const rightOnly = [
      [null, null, 7, 'Bob', true],
      [null, null, 9, null, true],
      [null, null, 11, 'Dee', true],
    ]
    const full = { ...by(['Name'], ['Who']), joinType: 'full-outer' }
    expect(toRows(await join(people, visits, full))).toEqual([...outer, ...rightOnly])
    expect(toRows(await join(people, visits, { ...full, keepsRightKeys: false })).slice(-3)).toEqual([
      ['Bob', null, 7, true],
      [null, null, 9, true],
      ['Dee', null, 11, true],
    ])
  })

  it('keeps what has a partner, once, with a left semi-join', async () => {
    const joined = await join(people, visits, { ...by(['Name'], ['Who']), joinType: 'left-semi', matchesCase: false })
    expect(joined.schema).toEqual(people.schema)
    expect(toRows(joined)).toEqual([
      ['Ann', 1],
      ['bob', 2],
    ])
  })

  it('takes several keys, in the order in which they are named, and numbers of any type', async () => {
    const left = createTableFromRows(
      [toColumnSchema('a', 'Int64'), toColumnSchema('b', 'String')],
      [
        [1n, 'x'],
        [2n ** 53n + 1n, 'x'],
        [3n, 'y'],
      ],
    )
    const right = createTableFromRows(
      [toColumnSchema('p', 'String'), toColumnSchema('q', 'Double')],
      [
        ['x', 1],
        ['x', 2 ** 53],
        ['y', 3.5],
        ['y', 3],
      ],
    )
    expect(toRows(await join(left, right, by(['a', 'b'], ['q', 'p'])))).toEqual([
      [1n, 'x', 'x', 1],
      [3n, 'y', 'y', 3],
    ])
  })

  it('keeps hashed columns sparse, of both sides and of the same names, 0 where there is no partner', async () => {
    const hashed = (keys: string[]) => {
      const sparse: SparseColumns = {
        kind: 'sparse',
        schema: ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32')),
        rowStarts: Int32Array.from({ length: keys.length + 1 }, (_, row) => row),
        columnIndexes: Int32Array.from(keys, (_, row) => row % 2),
        values: Int32Array.from(keys, (_, row) => row + 1),
      }
      const text = createTableFromRows(
        [toColumnSchema('k', 'String')],
        keys.map((key) => [key]),
      )
      return createTable(keys.length, [...text.parts, sparse])
    }
    const joined = await join(hashed(['a', 'b']), hashed(['b', 'c']), { ...by(['k']), joinType: 'full-outer' })
    expect(joined.schema.map(({ name }) => name)).toEqual(['k', 'h1', 'h2', 'k (1)', 'h1 (1)', 'h2 (1)'])
    expect(toRows(joined)).toEqual([
      ['a', 1, 0, null, 0, 0],
      ['b', 0, 2, 'b', 1, 0],
      [null, 0, 0, 'c', 0, 2],
    ])
    expect(joined.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse', 'column', 'sparse'])
  })

  it('keeps times as they are', async () => {
    const times = createTableFromRows([toColumnSchema('at', 'DateTime')], [[1_411_297_800_123.25], [0]])
    const others = createTableFromRows([toColumnSchema('at', 'DateTimeOffset')], [[0], [1_411_297_800_123.25]])
    expect(toRows(await join(times, others, by(['at'])))).toEqual([
      [1_411_297_800_123.25, 1_411_297_800_123.25],
      [0, 0],
    ])
  })

  it('gives what a naive join gives', async () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('a', 'A', 'b', null), fc.constantFrom(1, 2, null)), { maxLength: 8 })
    const pairs = fc.array(fc.record({ left: rows, right: rows }), { minLength: 1, maxLength: 25 })
    const types = fc.constantFrom('inner', 'left-outer', 'full-outer', 'left-semi')
    const toTable = (name: string, sides: readonly (readonly (readonly Cell[])[])[]) =>
      createTableFromRows(
        [
          toColumnSchema('pair', 'Int32'),
          toColumnSchema('k', 'String'),
          toColumnSchema('n', 'Int32'),
          toColumnSchema(name, 'Int32'),
        ],
        sides.flatMap((side, pair) => side.map((row, place) => [pair, ...row, place])),
      )
    // A join on files costs a dozen files and a database, however few its rows: one joins many pairs of small tables,
    // kept apart by a key of their own.
    await fc.assert(
      fc.asyncProperty(pairs, types, fc.boolean(), async (sides, joinType, matchesCase) => {
        const left = toTable(
          'l',
          sides.map((side) => side.left),
        )
        const right = toTable(
          'r',
          sides.map((side) => side.right),
        )
        const expected = naiveJoin(toRows(left), toRows(right), { joinType, matchesCase })
        expect(toRows(await join(left, right, { ...by(['pair', 'k', 'n']), joinType, matchesCase }))).toEqual(expected)
      }),
      { seed: 13, numRuns: 16 },
    )
  })
})

/** Rows whose first three cells are equal, each compared with each. */
function naiveJoin(
  lefts: readonly Cell[][],
  rights: readonly Cell[][],
  { joinType, matchesCase }: { readonly joinType: string; readonly matchesCase: boolean },
): Cell[][] {
  const fold = (cell: Cell | undefined) => (typeof cell === 'string' && !matchesCase ? cell.toLowerCase() : cell)
  const isPair = (a: readonly Cell[], b: readonly Cell[]) =>
    [0, 1, 2].every((place) => a[place] !== null && fold(a[place]) === fold(b[place]))
  const none = [null, null, null, null]
  const joined = lefts.flatMap((row) => {
    const partners = rights.filter((other) => isPair(row, other))
    if (joinType === 'left-semi') return partners.length > 0 ? [row] : []
    if (partners.length === 0) return joinType === 'inner' ? [] : [[...row, ...none]]
    return partners.map((other) => [...row, ...other])
  })
  if (joinType !== 'full-outer') return joined
  const alone = rights.filter((other) => !lefts.some((row) => isPair(row, other)))
  return [...joined, ...alone.map((other) => [...none, ...other])]
}

describe('Join Data', () => {
  it.each([
    ['no keys', {}, 'Specified column set "Join key columns for L" does not apply to any of dataset columns.'],
    ['an unknown key', by(['Nome'], ['Who']), 'Column with name or index "Nome" not found'],
    [
      'keys of another kind',
      by(['Name'], ['Paid']),
      'Columns Name and Paid are incompatible. One is of type String, the other of type Boolean.',
    ],
    [
      'another number of keys',
      by(['Name', 'Month'], ['Who']),
      'The sizes of Join key columns for L and Join key columns for R are inconsistent.',
    ],
  ])('refuses %s', async (_, parameters, message) => {
    await expect(runModule(joinData, { dataset1: people, dataset2: visits }, parameters)).rejects.toThrow(message)
    expect(() => shapesFrom(joinData, { dataset1: people.schema, dataset2: visits.schema }, parameters)).toThrow(
      message,
    )
  })

  it('refuses a dataset without columns', async () => {
    const none = createTableFromRows([], [])
    await expect(runModule(joinData, { dataset1: none, dataset2: visits })).rejects.toThrow(
      'Input "Dataset1" is null or empty',
    )
  })

  it('knows its columns without a run', () => {
    const schemas = { dataset1: people.schema, dataset2: visits.schema }
    const { resultsDataset } = shapesFrom(joinData, schemas, { ...by(['Name'], ['Who']), keepsRightKeys: false })
    expect(resultsDataset).toMatchObject([{ name: 'Name' }, { name: 'Month' }, { name: 'Month (1)' }, { name: 'Paid' }])
    expect(shapesFrom(joinData, { dataset1: people.schema })).toEqual({ resultsDataset: undefined })
  })
})
