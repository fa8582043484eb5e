import { describe, expect, it } from 'vitest'
import { createColumn, toColumnSchema } from './column.ts'
import { concatenateTables } from './concatenate-tables.ts'
import type { SparseColumns } from './sparse-columns.ts'
import { createTable, createTableFromRows, sliceRows, toRows } from './table.ts'

const schema = [toColumnSchema('a', 'String'), toColumnSchema('b', 'Int64')]

const sparseTable = () => {
  const sparse: SparseColumns = {
    kind: 'sparse',
    schema: ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32')),
    rowStarts: Int32Array.of(0, 1, 1, 3),
    columnIndexes: Int32Array.of(0, 0, 1),
    values: Int32Array.of(4, 5, 6),
  }
  const text = createColumn({ ...toColumnSchema('t', 'String'), type: 'String' }, ['x', 'y', 'z'])
  return createTable(3, [text, sparse])
}

describe('tables one after another', () => {
  it('have the rows of all, missing cells at their places', () => {
    const first = createTableFromRows(schema, [['x', 1n]])
    const second = createTableFromRows(schema, [])
    const third = createTableFromRows(schema, [
      [null, 2n],
      ['y', null],
    ])
    const joined = concatenateTables([first, second, third])
    expect(joined.schema).toEqual(schema)
    expect(toRows(joined)).toEqual([
      ['x', 1n],
      [null, 2n],
      ['y', null],
    ])
  })

  it('stay sparse where all are', () => {
    const table = sparseTable()
    const joined = concatenateTables([sliceRows(table, 1, 3), table])
    expect(joined.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse'])
    expect(toRows(joined)).toEqual([
      ['y', 0, 0],
      ['z', 5, 6],
      ['x', 4, 0],
      ['y', 0, 0],
      ['z', 5, 6],
    ])
  })

  it('are written out where only some are sparse', () => {
    const table = sparseTable()
    const plain = createTableFromRows(table.schema, [['p', 1, 2]])
    expect(toRows(concatenateTables([table, plain])).at(-1)).toEqual(['p', 1, 2])
  })

  it('take the names that they are given', () => {
    const table = createTableFromRows(schema, [['x', 1n]])
    const names = [toColumnSchema('c', 'String'), toColumnSchema('d', 'Int64')]
    const joined = concatenateTables([table, table], names)
    expect(joined.parts.map((part) => (part.kind === 'column' ? part.name : ''))).toEqual(['c', 'd'])
  })

  it('refuse columns of other types', () => {
    const other = createTableFromRows([toColumnSchema('a', 'Double'), toColumnSchema('b', 'Int64')], [[1, 1n]])
    expect(() => concatenateTables([createTableFromRows(schema, []), other])).toThrow(
      'A column of type Double does not go with one of String.',
    )
  })
})
