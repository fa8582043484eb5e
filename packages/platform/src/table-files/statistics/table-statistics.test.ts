import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Cell,
  createColumn,
  createTable,
  createTableFromRows,
  type SparseColumns,
  toColumnSchema,
} from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTableFiles } from '../duck-table-files.ts'
import type { TableFiles } from '../table-files.ts'

let folder: string
let files: TableFiles
let count = 0
const path = () => {
  count += 1
  return join(folder, `table-${count}.parquet`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statistics-'))
  files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('statistics of table files', () => {
  it('describe each type', async () => {
    const schema = [
      toColumnSchema('n', 'Int32'),
      toColumnSchema('t', 'String'),
      toColumnSchema('b', 'Boolean'),
      toColumnSchema('l', 'Int64'),
      toColumnSchema('none', 'Double'),
    ]
    const rows: Cell[][] = [
      [1, 'b', true, 5n, null],
      [2, 'a', false, 5n, null],
      [4, 'b', true, -1n, null],
      [4, 'a', null, null, null],
      [null, 'c', true, 7n, null],
    ]
    const file = await files.write(path(), schema, createTableFromRows(schema, rows))
    expect(await files.statistics(file, { bins: 3 })).toEqual([
      {
        column: schema[0],
        ...{ count: 4, missingCount: 1, uniqueCount: 3, min: 1, max: 4, mean: 2.75, median: 3, mode: 4 },
        standardDeviation: expect.closeTo(1.5, 12),
        topValues: [
          { value: 4, count: 2 },
          { value: 1, count: 1 },
          { value: 2, count: 1 },
        ],
        histogram: [
          { from: 1, to: 2, count: 1 },
          { from: 2, to: 3, count: 1 },
          { from: 3, to: 4, count: 2 },
        ],
      },
      {
        column: schema[1],
        ...{ count: 5, missingCount: 0, uniqueCount: 3, min: 'a', max: 'c', mode: 'a' },
        ...{ mean: undefined, median: undefined, standardDeviation: undefined, histogram: undefined },
        topValues: [
          { value: 'a', count: 2 },
          { value: 'b', count: 2 },
          { value: 'c', count: 1 },
        ],
      },
      {
        column: schema[2],
        ...{ count: 4, missingCount: 1, uniqueCount: 2, min: 0, max: 1, mean: 0.75, median: 1, mode: 'True' },
        ...{ standardDeviation: expect.closeTo(0.5, 12), histogram: undefined },
        topValues: [
          { value: 'True', count: 3 },
          { value: 'False', count: 1 },
        ],
      },
      {
        column: schema[3],
        ...{ count: 4, missingCount: 1, uniqueCount: 3, min: -1, max: 7, mean: 4, median: 5, mode: '5' },
        standardDeviation: expect.closeTo(3.464101615137755, 12),
        topValues: [
          { value: '5', count: 2 },
          { value: '-1', count: 1 },
          { value: '7', count: 1 },
        ],
        histogram: [
          { from: -1, to: expect.closeTo(1.6667, 3), count: 1 },
          { from: expect.closeTo(1.6667, 3), to: expect.closeTo(4.3333, 3), count: 0 },
          { from: expect.closeTo(4.3333, 3), to: 7, count: 3 },
        ],
      },
      {
        column: schema[4],
        ...{ count: 0, missingCount: 5, uniqueCount: 0, min: undefined, max: undefined, mean: undefined },
        ...{ median: undefined, standardDeviation: undefined, mode: undefined, topValues: [], histogram: undefined },
      },
    ])
  })

  it('are the same for very many different values as for few', async () => {
    const rowCount = 130_001
    const values = Float64Array.from({ length: rowCount }, (_, row) => {
      if (row % 1000 === 0) return Number.NaN
      return row % 50 === 1 ? 0.5 : ((row * 7919) % 100_003) / 8 - 3000
    })
    const texts = Array.from(values, (value) => `t${value}`)
    const table = createTable(rowCount, [
      createColumn({ ...toColumnSchema('d', 'Double'), type: 'Double' }, values),
      createColumn({ ...toColumnSchema('t', 'String'), type: 'String' }, texts),
    ])
    const [numbers, words] = await files.statistics(await files.write(path(), table.schema, table), { topCount: 2 })
    const sorted = values.filter((value) => !Number.isNaN(value)).sort()
    const different = [...new Set(sorted)]
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
    const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const low = sorted[0] as number
    const high = sorted.at(-1) as number
    const bin = (value: number) => Math.min(9, Math.floor((value - low) / ((high - low) / 10)))
    expect(numbers).toMatchObject({
      count: sorted.length,
      missingCount: rowCount - sorted.length,
      uniqueCount: different.length,
      ...{ min: low, max: high, mode: 0.5 },
      median: ((sorted[(sorted.length - 1) >> 1] as number) + (sorted[sorted.length >> 1] as number)) / 2,
      mean: expect.closeTo(mean, 6),
      standardDeviation: expect.closeTo(Math.sqrt(squares / (sorted.length - 1)), 6),
      topValues: [{ value: 0.5, count: sorted.filter((value) => value === 0.5).length }, { count: expect.any(Number) }],
    })
    const counts = Array.from({ length: 10 }, (_, index) => sorted.filter((value) => bin(value) === index).length)
    expect(numbers?.histogram?.map(({ count: inBin }) => inBin)).toEqual(counts)
    expect(words).toMatchObject({
      count: rowCount,
      uniqueCount: different.length + 1,
      mode: 't0.5',
      topValues: [{ value: 't0.5' }, { value: 'tNaN', count: rowCount - sorted.length }],
    })
  })

  it('keep whole numbers of 64 bits apart, and find infinite values, among very many', async () => {
    const rowCount = 60_000
    const table = createTable(rowCount, [
      createColumn(
        { ...toColumnSchema('l', 'Int64'), type: 'Int64' },
        BigInt64Array.from({ length: rowCount }, (_, row) => 2n ** 60n + BigInt(row)),
      ),
      createColumn(
        { ...toColumnSchema('d', 'Double'), type: 'Double' },
        Float64Array.from({ length: rowCount }, (_, row) => (row === 0 ? Number.NEGATIVE_INFINITY : row)),
      ),
    ])
    const found = await files.statistics(await files.write(path(), table.schema, table), { bins: 2, topCount: 1 })
    expect(found).toMatchObject([
      { uniqueCount: rowCount, mode: '1152921504606846976', topValues: [{ value: '1152921504606846976', count: 1 }] },
      {
        ...{ uniqueCount: rowCount, min: Number.NEGATIVE_INFINITY, max: rowCount - 1, median: (rowCount - 1) / 2 },
        histogram: [
          { from: 1, to: rowCount / 2, count: rowCount / 2 - 1 },
          { from: rowCount / 2, to: rowCount - 1, count: rowCount / 2 },
        ],
      },
    ])
  })

  it('count the zeros of sparse columns without writing them out', async () => {
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: [toColumnSchema('h0', 'Int32'), toColumnSchema('h1', 'Int32')],
      rowStarts: Int32Array.of(0, 1, 1, 2, 2),
      columnIndexes: Int32Array.of(0, 0),
      values: Int32Array.of(3, 1),
    }
    const file = await files.write(path(), sparse.schema, createTable(4, [sparse]))
    const found = await files.statistics(file)
    expect(found).toMatchObject([
      { count: 4, uniqueCount: 3, min: 0, max: 3, mean: 1, median: 0.5, mode: 0 },
      { count: 4, uniqueCount: 1, min: 0, max: 0, mean: 0, median: 0, histogram: [{ from: 0, to: 0, count: 4 }] },
    ])
    expect(await files.statistics(file, { columns: [1] })).toEqual([found[1]])
  })

  it('leave what is infinite out of histograms only', async () => {
    const schema = [toColumnSchema('d', 'Double')]
    const rows = [[Number.POSITIVE_INFINITY], [1], [3], [2]]
    const file = await files.write(path(), schema, createTableFromRows(schema, rows))
    expect(await files.statistics(file, { bins: 2 })).toMatchObject([
      {
        ...{ count: 4, min: 1, max: Number.POSITIVE_INFINITY, median: 2.5 },
        histogram: [
          { from: 1, to: 2, count: 1 },
          { from: 2, to: 3, count: 2 },
        ],
      },
    ])
  })
})
