import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createColumn, toColumnSchema } from './column.ts'
import { selectColumns } from './select-columns.ts'
import type { SparseColumns } from './sparse-columns.ts'
import { createTable, toRows } from './table.ts'

const sparse: SparseColumns = {
  kind: 'sparse',
  schema: ['h1', 'h2', 'h3', 'h4'].map((name) => toColumnSchema(name, 'Int32')),
  rowStarts: Int32Array.of(0, 3, 3, 4),
  columnIndexes: Int32Array.of(0, 1, 3, 2),
  values: Int32Array.of(4, 5, 6, 7),
}
const texts = (name: string) =>
  createColumn(
    { ...toColumnSchema(name, 'String'), type: 'String' },
    ['a', 'b', 'c'].map((text) => name + text),
  )
const table = createTable(3, [texts('x'), sparse, texts('y')])

describe('selecting columns', () => {
  it('keeps sparse columns together, and sparse', () => {
    const { parts } = selectColumns(table, [1, 2, 4, 5])
    expect(parts.map((part) => (part.kind === 'sparse' ? part.schema.map(({ name }) => name) : part.name))).toEqual([
      ['h1', 'h2', 'h4'],
      'y',
    ])
  })

  it('shares the values where all of a part are taken', () => {
    expect(selectColumns(table, [5, 1, 2, 3, 4]).parts[1]).toBe(sparse)
  })

  it('renames sparse columns as the given schema says', () => {
    const names = ['one', 'two'].map((name) => toColumnSchema(name, 'Int32'))
    const renamed = selectColumns(table, [4, 2], names)
    expect(renamed.parts.map((part) => part.kind === 'sparse' && part.schema[0]?.name)).toEqual(['one', 'two'])
    expect(toRows(renamed)).toEqual([
      [6, 5],
      [0, 0],
      [0, 0],
    ])
  })

  it('gives the cells of the columns, whatever the order', () => {
    const rows = toRows(table)
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 12 }), (indexes) => {
        const names = indexes.map((_, place) => toColumnSchema(`c${place}`, 'Int32'))
        expect(toRows(selectColumns(table, indexes, names))).toEqual(
          rows.map((row) => indexes.map((index) => row[index])),
        )
      }),
      { seed: 3 },
    )
  })
})
