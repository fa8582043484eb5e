import {
  createTable,
  createTableFromRows,
  type SparseColumns,
  type Table,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTable } from '../port-values.ts'
import { runModule, shapesFrom } from '../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../run-on-files.fixture.ts'
import { splitData } from './split-data.ts'

const schema = [toColumnSchema('id', 'Int32'), toColumnSchema('class', 'String')]
const dataset = (rowCount: number, classes: readonly (string | null)[] = ['a', 'b', 'b', null]) =>
  createTableFromRows(
    schema,
    Array.from({ length: rowCount }, (_, row) => [row, classes[row % classes.length] as string | null]),
  )
const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })

interface Way {
  readonly split: (table: Table, parameters: object, seed?: number) => Promise<Table[]>
}
let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles()
})
afterAll(() => onFiles.close())

const ways: Readonly<Record<string, Way>> = {
  'in memory': {
    async split(table, parameters, seed = 1) {
      const outputs = await runModule(splitData, { dataset: table }, parameters, { seed })
      return Object.values(outputs).filter(isTable)
    },
  },
  'on files': {
    split: async (table, parameters, seed = 1) =>
      Object.values(await onFiles.run(splitData, { dataset: table }, parameters, { seed })),
  },
}
const idsOf = (tables: readonly Table[]) => tables.map((table) => toRows(table).map(([id]) => Number(id)))

describe.each(Object.entries(ways))('Split Data %s', (_, { split }) => {
  it('gives the odd row to the second output', async () => {
    const [first = [], second = []] = idsOf(await split(dataset(7), {}))
    expect([first.length, second.length]).toEqual([3, 4])
    expect([...first, ...second].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(first).toEqual(first.toSorted((a, b) => a - b))
  })

  it('depends on the seed only: its own, or that of the run', async () => {
    const own = idsOf(await split(dataset(20), { randomSeed: 5 }, 1))
    expect(idsOf(await split(dataset(20), { randomSeed: 5 }, 2))).toEqual(own)
    expect(idsOf(await split(dataset(20), { randomSeed: 0 }, 5))).toEqual(own)
    expect(idsOf(await split(dataset(20), { randomSeed: 6 }, 1))).not.toEqual(own)
  })

  it('takes the first rows when nothing is left to chance', async () => {
    expect(idsOf(await split(dataset(5), { isRandomized: false, fraction: 0.7 }))).toEqual([
      [0, 1, 2],
      [3, 4],
    ])
    expect(idsOf(await split(dataset(2), { isRandomized: false, fraction: 0 }))).toEqual([[], [0, 1]])
    expect(idsOf(await split(dataset(2), { isRandomized: false, fraction: 1 }))).toEqual([[0, 1], []])
  })

  it('shares out each value, missing ones too', async () => {
    const tables = await split(dataset(16), { isStratified: true, keyColumn: names('class') })
    const counts = tables.map((table) => {
      const classes = toRows(table).map((row) => row[1])
      return ['a', 'b', null].map((one) => classes.filter((name) => name === one).length)
    })
    expect(counts).toEqual([
      [2, 4, 2],
      [2, 4, 2],
    ])
  })

  it('splits by expressions', async () => {
    const byPattern = { mode: 'regular-expression', pattern: String.raw`\"class" b` }
    expect(idsOf(await split(dataset(8), byPattern))).toEqual([
      [1, 2, 5, 6],
      [0, 3, 4, 7],
    ])
    const byRelation = { mode: 'relative-expression', relation: String.raw`(\0) < 2 | > 6` }
    expect(idsOf(await split(dataset(8), byRelation))).toEqual([
      [0, 1, 7],
      [2, 3, 4, 5, 6],
    ])
  })

  it('keeps sparse columns sparse', async () => {
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32')),
      rowStarts: Int32Array.of(0, 1, 1, 2, 3),
      columnIndexes: Int32Array.of(0, 1, 1),
      values: Int32Array.of(4, 5, 6),
    }
    const table = createTable(4, [...dataset(4).parts, sparse])
    const [first, second] = await split(table, { isRandomized: false })
    expect(first?.parts.map(({ kind }) => kind)).toEqual(['column', 'column', 'sparse'])
    expect(toRows(second as Table)).toEqual([
      [2, 'b', 0, 5],
      [3, null, 0, 6],
    ])
  })

  const ratings = createTableFromRows(
    [toColumnSchema('user', 'String'), toColumnSchema('item', 'Int32')],
    Array.from({ length: 120 }, (_, row) => [`u${row % 12}`, Math.floor(row / 12)]),
  )

  it('splits ratings so that each user and item has its use', async () => {
    const shares = { trainingOnlyUsers: 0.25, coldUsers: 0.25, ignoredUsers: 0.25, coldItems: 0.1, ignoredItems: 0.1 }
    const tables = await split(ratings, { mode: 'recommender-split', testRatingsForTraining: 0.5, ...shares })
    const [training = [], test = []] = tables.map((table) => toRows(table) as [string, number][])
    const users = (rows: [string, number][]) => new Set(rows.map(([user]) => user))
    const items = (rows: [string, number][]) => new Set(rows.map(([, item]) => item))
    expect(users(training).size).toBe(6)
    expect(users(test).size).toBe(6)
    expect(users(training).intersection(users(test)).size).toBe(3)
    expect(items(training).size).toBe(8)
    expect(items(test).size).toBe(9)
    // Of 3 users' 8 ratings half, of 3 users all 8; the rest of the 3, 3 cold users' 9, and the cold item of the 3.
    expect([training.length, test.length]).toEqual([36, 42])
  })

  it('takes items out that by chance are not in the first output', async () => {
    const shares = { trainingOnlyUsers: 0, testRatingsForTraining: 0.1, removesColdItems: true }
    const tables = await split(ratings, { mode: 'recommender-split', ...shares })
    const [training, test] = tables.map((table) => new Set(toRows(table).map((row) => row[1])))
    expect([...(test ?? [])].filter((item) => training?.has(item) !== true)).toEqual([])
  })

  it.each([
    [
      'fewer than two rows',
      1,
      {},
      'Number of rows in input dataset "Dataset" is less than allowed minimum of 2 row(s).',
    ],
    [
      'no key',
      4,
      { isStratified: true },
      'Specified column set "Stratification key column" does not apply to any of dataset columns.',
    ],
    [
      'two keys',
      4,
      { isStratified: true, keyColumn: names('id', 'class') },
      'Number of selected columns in "Stratification key column" is 2, but one is expected.',
    ],
    ['no expression', 4, { mode: 'relative-expression' }, 'Failed to parse "Relational expression" parameter.'],
    ['too large shares', 4, { mode: 'recommender-split', coldUsers: 0.6 }, 'Parameter'],
  ])('refuses %s', async (_case, rowCount, parameters, message) => {
    await expect(split(dataset(rowCount), parameters)).rejects.toThrow(message)
  })
})

describe('Split Data', () => {
  it('puts each row into exactly one output, the share of them into the first, the same on files', async () => {
    const parameters = fc.record({
      fraction: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      isRandomized: fc.boolean(),
      isStratified: fc.boolean(),
      randomSeed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    })
    await fc.assert(
      fc.asyncProperty(parameters, fc.integer({ min: 2, max: 40 }), async (settings, rowCount) => {
        const chosen = { ...settings, keyColumn: names('class') }
        const [memory, files] = Object.values(ways)
        const ids = idsOf(await (memory as Way).split(dataset(rowCount), chosen))
        const all = ids.flat().sort((a, b) => a - b)
        expect(all).toEqual(Array.from({ length: rowCount }, (_, row) => row))
        expect(ids[0]?.length).toBe(Math.floor(Math.round(rowCount * settings.fraction * 100) / 100))
        expect(idsOf(await (files as Way).split(dataset(rowCount), chosen))).toEqual(ids)
      }),
      { seed: 3, numRuns: 30 },
    )
  })

  it('knows its columns without a run', () => {
    expect(shapesFrom(splitData, { dataset: schema })).toEqual({ resultsDataset1: schema, resultsDataset2: schema })
    expect(shapesFrom(splitData, {})).toEqual({ resultsDataset1: undefined, resultsDataset2: undefined })
  })
})
