import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shapesFrom, tableFrom } from '../../run-module.fixture.ts'
import { type ModuleOnFiles, openModuleOnFiles } from '../../run-on-files.fixture.ts'
import { partitionAndSample } from './partition-and-sample.ts'

let onFiles: ModuleOnFiles
beforeAll(async () => {
  onFiles = await openModuleOnFiles()
})
afterAll(() => onFiles.close())

type Sample = (dataset: Table, parameters?: object, seed?: number) => Promise<Table>
const inMemory: Sample = (dataset, parameters, seed = 1) =>
  tableFrom(partitionAndSample, { dataset }, parameters, { seed })
const ways: Readonly<Record<string, Sample>> = {
  'in memory': inMemory,
  'on files': async (dataset, parameters, seed = 1) =>
    Object.values(await onFiles.run(partitionAndSample, { dataset }, parameters, { seed }))[0] as Table,
}

const schema = [toColumnSchema('id', 'Int32'), toColumnSchema('class', 'String')]
const dataset = (rowCount: number) =>
  createTableFromRows(
    schema,
    Array.from({ length: rowCount }, (_, row) => [row, ['a', 'b', 'b', null][row % 4] as string | null]),
  )
const names = (...columns: string[]) => ({ rules: [{ action: 'include', by: 'names', names: columns }] })
const ids = (table: Table) => toRows(table).map(([id]) => Number(id))
const folds = (table: Table) => toRows(table).map((row) => Number(row.at(-1)))
const sizes = (table: Table, count: number) =>
  Array.from({ length: count }, (_, fold) => folds(table).filter((own) => own === fold).length)
const ascending = (numbers: number[]) => numbers.toSorted((a, b) => a - b)

describe.each(Object.entries(ways))('Partition and Sample %s', (_, sample) => {
  it('takes a share of the rows by chance, in their order', async () => {
    const taken = ids(await sample(dataset(40), { rate: 0.3, randomSeed: 4 }))
    expect(taken).toHaveLength(12)
    expect(new Set(taken).size).toBe(12)
    expect(taken).toEqual(ascending(taken))
    expect(ids(await sample(dataset(40), { rate: 0.3 }, 4))).toEqual(taken)
    expect(ids(await sample(dataset(40), { rate: 0.3, randomSeed: 5 }))).not.toEqual(taken)
    expect(ids(await inMemory(dataset(40), { rate: 0.3, randomSeed: 4 }))).toEqual(taken)
    expect((await sample(dataset(149))).rowCount).toBe(1)
    expect((await sample(dataset(40), { rate: 1 })).rowCount).toBe(40)
  })

  it('shares each value out in a stratified sample', async () => {
    const table = await sample(dataset(40), { rate: 0.2, isStratified: true, keyColumn: names('class') })
    const classes = toRows(table).map((row) => row[1])
    expect(['a', 'b', null].map((one) => classes.filter((name) => name === one).length)).toEqual([2, 4, 2])
  })

  it('deals rows to folds of even sizes, by chance or in turn', async () => {
    const byChance = await sample(dataset(12), { mode: 'assign-to-folds' })
    expect(byChance.schema.at(-1)).toEqual({ ...toColumnSchema('Fold Assignments', 'Int32'), roles: [] })
    expect(ids(byChance)).toEqual(ids(dataset(12)))
    expect(sizes(byChance, 5)).toEqual([3, 3, 2, 2, 2])
    const inTurn = await sample(dataset(7), { mode: 'assign-to-folds', foldCount: 3, isRandomized: false })
    expect(folds(inTurn)).toEqual([0, 1, 2, 0, 1, 2, 0])
    const settings = { mode: 'assign-to-folds', foldCount: 2, isStratified: true, keyColumn: names('class') }
    const stratified = await sample(dataset(16), settings)
    expect(sizes(stratified, 2)).toEqual([8, 8])
    expect(folds(stratified).filter((fold, row) => fold === 0 && row % 4 === 0)).toHaveLength(2)
  })

  it('makes folds of given proportions, and one more of the rest', async () => {
    const proportions = { mode: 'assign-to-folds', partitioner: 'custom', proportions: '0.5, 0.2' }
    expect(sizes(await sample(dataset(20), proportions), 3)).toEqual([10, 4, 6])
    const whole = { ...proportions, proportions: '0.7,0.3' }
    expect(sizes(await sample(dataset(10), whole), 3)).toEqual([7, 3, 0])
  })

  it('draws with replacement', async () => {
    const settings = { mode: 'assign-to-folds', withReplacement: true, foldCount: 4, randomSeed: 3 }
    const table = await sample(dataset(40), settings)
    expect(sizes(table, 4)).toEqual([10, 10, 10, 10])
    expect(ids(table)).toEqual(ascending(ids(table)))
    expect(new Set(ids(table)).size).toBeLessThan(40)
    expect(toRows(await inMemory(dataset(40), settings))).toEqual(toRows(table))
  })

  it('picks a fold, or all others, and forgets folds when new ones are made', async () => {
    const parted = await sample(dataset(7), { mode: 'assign-to-folds', foldCount: 3, isRandomized: false })
    const second = await sample(parted, { mode: 'pick-fold', foldIndex: 2 })
    expect(second.schema).toEqual(schema)
    expect(ids(second)).toEqual([1, 4])
    expect(ids(await sample(parted, { mode: 'pick-fold', foldIndex: 2, picksComplement: true }))).toEqual([
      0, 2, 3, 5, 6,
    ])
    const again = await sample(parted, { mode: 'assign-to-folds', foldCount: 1 })
    expect(again.schema).toEqual(parted.schema)
    expect(sizes(again, 3)).toEqual([7, 0, 0])
  })

  it('takes the first rows', async () => {
    expect(ids(await sample(dataset(12), { mode: 'head' }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(ids(await sample(dataset(3), { mode: 'head' }))).toEqual([0, 1, 2])
    expect(ids(await sample(dataset(3), { mode: 'head', rowCount: 0 }))).toEqual([])
  })

  it.each([
    [
      'a fold where there are none',
      { mode: 'pick-fold' },
      'Dataset contains invalid data. It has no column "Fold Assignments", which Assign to Folds adds.',
    ],
    [
      'proportions that are more than all',
      { mode: 'assign-to-folds', partitioner: 'custom', proportions: '0.5,0.6' },
      'Parameter "List of proportions separated by comma" value should be less than or equal to 1.',
    ],
    [
      'a proportion of nothing',
      { mode: 'assign-to-folds', partitioner: 'custom', proportions: '0' },
      'Parameter "List of proportions separated by comma" value should be greater than 0.',
    ],
    [
      'proportions that are no numbers',
      { mode: 'assign-to-folds', partitioner: 'custom', proportions: '0.5,x' },
      'Failed to parse "List of proportions separated by comma" parameter. Proportion 2, "x", is no number.',
    ],
    [
      'no key',
      { isStratified: true },
      'Specified column set "Stratification key column for sampling" does not apply to any of dataset columns.',
    ],
  ])('refuses %s', async (_case, parameters, message) => {
    await expect(sample(dataset(5), parameters)).rejects.toThrow(message)
  })

  it('refuses a fold beyond the last', async () => {
    const parted = await sample(dataset(7), { mode: 'assign-to-folds', foldCount: 3 })
    await expect(sample(parted, { mode: 'pick-fold', foldIndex: 4 })).rejects.toThrow(
      'Parameter "Specify which fold to be sampled from" value should be in the range of [1, 3].',
    )
  })
})

describe('Partition and Sample', () => {
  it('knows its columns without a run', () => {
    const { oDataset } = shapesFrom(partitionAndSample, { dataset: schema }, { mode: 'assign-to-folds' })
    expect(oDataset).toMatchObject([{ name: 'id' }, { name: 'class' }, { name: 'Fold Assignments', roles: [] }])
    const named = [...schema, toColumnSchema('Fold Assignments', 'String')]
    expect(() => shapesFrom(partitionAndSample, { dataset: named }, { mode: 'assign-to-folds' })).toThrow(
      'The name "Fold Assignments" is duplicated.',
    )
  })
})
