import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createColumn, toColumnSchema } from './column.ts'
import { createRowKeys, type RowKeyOptions } from './row-keys.ts'
import type { SparseColumns } from './sparse-columns.ts'
import { createTable, createTableFromRows, sliceRows } from './table.ts'

const schema = [toColumnSchema('a', 'String'), toColumnSchema('b', 'Double')]
const number = (rows: (string | number | null)[][], options?: RowKeyOptions) => [
  ...createRowKeys(options).numbersOf(createTableFromRows(schema, rows)),
]

describe('keys of rows', () => {
  it('are numbered as they come', () => {
    const rows = [
      ['x', 1],
      ['X', 1],
      ['x', 1],
      ['x', null],
      [null, 1],
      ['x', null],
    ]
    expect(number(rows)).toEqual([0, 1, 0, 2, 3, 2])
    expect(number(rows, { ignoresCase: true })).toEqual([0, 0, 0, 1, 2, 1])
    expect(number(rows, { isMissingNoKey: true })).toEqual([0, 1, 0, -1, -1, -1])
  })

  it('are equal where numbers are worth the same, whatever their types', () => {
    const keys = createRowKeys()
    const ints = createTableFromRows([toColumnSchema('k', 'Int32')], [[5], [0]])
    const longs = createTableFromRows([toColumnSchema('k', 'Int64')], [[5n], [2n ** 60n + 1n], [2n ** 60n]])
    const doubles = createTableFromRows([toColumnSchema('k', 'Double')], [[5], [-0], [2 ** 60], [Number.NaN]])
    expect([...keys.numbersOf(ints)]).toEqual([0, 1])
    expect([...keys.numbersOf(longs)]).toEqual([0, 2, 3])
    expect([...keys.numbersOf(doubles)]).toEqual([0, 1, 3, 4])
    expect(keys.count).toBe(5)
  })

  it('are found in sparse columns without writing out their zeros', () => {
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32')),
      rowStarts: Int32Array.of(0, 1, 1, 2, 3),
      columnIndexes: Int32Array.of(0, 0, 1),
      values: Int32Array.of(4, 4, 4),
    }
    const text = createColumn({ ...toColumnSchema('t', 'String'), type: 'String' }, ['a', 'a', 'a', 'a'])
    expect([...createRowKeys().numbersOf(createTable(4, [text, sparse]))]).toEqual([0, 1, 0, 2])
  })

  it('are those of a naive numbering, piece by piece as at once', () => {
    const cell = fc.constantFrom('a', 'A', 'b', null)
    const rows = fc.array(fc.tuple(cell, fc.constantFrom(1, 2, null)), { maxLength: 30 })
    fc.assert(
      fc.property(rows, fc.nat(30), (all, at) => {
        const table = createTableFromRows(schema, all)
        const cut = Math.min(at, all.length)
        const keys = createRowKeys()
        const pieces = [sliceRows(table, 0, cut), sliceRows(table, cut, all.length)]
        const known: string[] = []
        const naive = all.map((row) => {
          const text = JSON.stringify(row)
          if (!known.includes(text)) known.push(text)
          return known.indexOf(text)
        })
        expect(pieces.flatMap((piece) => [...keys.numbersOf(piece)])).toEqual(naive)
      }),
      { seed: 5 },
    )
  })
})
