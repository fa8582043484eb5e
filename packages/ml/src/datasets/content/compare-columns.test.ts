import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ColumnType } from '@sluice/contracts'
import { type Cell, createTable, createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { createTableFiles } from '@sluice/platform'
import { afterAll, describe, expect, it } from 'vitest'
import { compareColumns } from './compare-columns.ts'

const folder = await mkdtemp(join(tmpdir(), 'sluice-pairs-'))
const tables = createTableFiles({ temporaryFolder: join(folder, 'spill') })
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
const nextPath = () => join(folder, `${files++}.parquet`)
const { signal } = new AbortController()
const compare = async (types: readonly [ColumnType, ColumnType], rows: readonly (readonly Cell[])[]) => {
  const schema = [toColumnSchema('a "b"', types[0]), toColumnSchema('c', types[1])]
  const file = await tables.write(nextPath(), schema, createTableFromRows(schema, rows))
  return compareColumns(file, { x: 'a "b"', y: 'c' }, { tables, temporaryPath: nextPath(), signal })
}

describe('two columns', () => {
  it('of numbers are a scatter plot, without what cannot be drawn', async () => {
    const found = await compare(
      ['Double', 'Int32'],
      [
        [0, 0],
        [1, 2],
        [2, 4],
        [null, 9],
        [Number.NaN, 9],
        [Number.POSITIVE_INFINITY, 9],
      ],
    )
    expect(found).toMatchObject({ kind: 'scatter', rowCount: 6, pairCount: 3 })
    if (found.kind !== 'scatter') return
    expect(found.correlation).toBeCloseTo(1, 12)
    expect([...found.points].sort(([a], [b]) => a - b)).toEqual([
      [0, 0],
      [1, 2],
      [2, 4],
    ])
    expect(found.grid).toEqual({
      bins: 40,
      x: { from: 0, to: 2 },
      y: { from: 0, to: 4 },
      cells: [
        [0, 0, 1],
        [20, 20, 1],
        [39, 39, 1],
      ],
    })
  })

  it('of many rows are a sample and a grid of all', async () => {
    const rows = Array.from({ length: 5000 }, (_, row): Cell[] => [row, row % 7])
    const found = await compare(['Int32', 'Int32'], rows)
    if (found.kind !== 'scatter') throw new Error(found.kind)
    expect(found.points).toHaveLength(1000)
    expect(found.grid.cells.reduce((sum, [, , count]) => sum + count, 0)).toBe(5000)
    expect(found.grid.cells.length).toBeLessThanOrEqual(1600)
  })

  it('without a pair, or that do not vary, are drawn too', async () => {
    expect(await compare(['Double', 'Double'], [[1, null]])).toMatchObject({ pairCount: 0, points: [] })
    const found = await compare(
      ['Double', 'Double'],
      [
        [1, 1e308],
        [1, -1e308],
      ],
    )
    if (found.kind !== 'scatter') throw new Error(found.kind)
    expect(found.correlation).toBeUndefined()
    expect(found.grid.cells).toEqual([
      [0, 0, 1],
      [0, 39, 1],
    ])
  })

  it('of a number and a text are box plots, the most frequent first', async () => {
    const rows: Cell[][] = [1, 2, 3, 4, 5].map((value) => ['often', value])
    const found = await compare(['String', 'Double'], [...rows, ['once', 7], ['never', null], [null, 3]])
    expect(found).toMatchObject({ kind: 'boxes', by: 'x', pairCount: 6, categoryCount: 2 })
    expect(found.kind === 'boxes' && found.boxes).toEqual([
      { category: 'often', count: 5, min: 1, lowerQuartile: 2, median: 3, upperQuartile: 4, max: 5 },
      { category: 'once', count: 1, min: 7, lowerQuartile: 7, median: 7, upperQuartile: 7, max: 7 },
    ])
  })

  it('of texts are a cross table of bounded size', async () => {
    const rows = Array.from({ length: 100 }, (_, row): Cell[] => [`value ${row % 50}`, row % 2 === 0])
    const found = await compare(['String', 'Boolean'], rows)
    if (found.kind !== 'cross-table') throw new Error(found.kind)
    expect([found.xValueCount, found.xValues.length, found.yValues]).toEqual([50, 25, ['false', 'true']])
    expect(found.counts[0]).toEqual([0, 2])
  })

  it('may be kept sparse', async () => {
    const part = {
      kind: 'sparse' as const,
      schema: ['h0', 'h1'].map((name) => toColumnSchema(name, 'Int32')),
      rowStarts: Int32Array.from([0, 1, 1, 3]),
      columnIndexes: Int32Array.from([1, 0, 1]),
      values: Int32Array.from([5, 2, 3]),
    }
    const file = await tables.write(nextPath(), part.schema, createTable(3, [part]))
    const found = await compareColumns(file, { x: 'h0', y: 'h1' }, { tables, temporaryPath: nextPath(), signal })
    expect(found.kind === 'scatter' && [...found.points].sort(([a, b], [c, d]) => a - c || b - d)).toEqual([
      [0, 0],
      [0, 5],
      [2, 3],
    ])
  })

  it('have to be there', async () => {
    await expect(
      compareColumns(
        await tables.write(nextPath(), [toColumnSchema('a', 'Double')], []),
        { x: 'a', y: 'b' },
        { tables, temporaryPath: nextPath(), signal },
      ),
    ).rejects.toMatchObject({ code: 'ColumnNotFound' })
  })
})
