import { AppError, type ColumnSchema, type ColumnType, columnTypes } from '@sluice/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, createColumn, readCell, toColumnSchema } from './column.ts'
import { createColumnBuilder } from './column-builder.ts'
import { selectColumns } from './select-columns.ts'
import type { SparseColumns } from './sparse-columns.ts'
import { columnAt, columnByName, createTable, createTableFromRows, sliceRows, toRows } from './table.ts'

const cellOf: { readonly [Type in ColumnType]: fc.Arbitrary<Cell> } = {
  String: fc.string(),
  Double: fc.double(),
  Single: fc.float(),
  Int32: fc.integer(),
  Int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Int16: fc.integer({ min: -32_768, max: 32_767 }),
  Byte: fc.integer({ min: 0, max: 255 }),
  Boolean: fc.boolean(),
  DateTime: fc.integer(),
  DateTimeOffset: fc.integer(),
  TimeSpan: fc.integer(),
}

const anyRows = fc.array(fc.constantFrom(...columnTypes), { minLength: 1, maxLength: 6 }).chain((types) => {
  const schema = types.map((type, index) => toColumnSchema(`c${index}`, type))
  const row = fc.tuple(...types.map((type) => fc.oneof({ weight: 4, arbitrary: cellOf[type] }, fc.constant(null))))
  return fc.record({ schema: fc.constant(schema), rows: fc.array(row, { maxLength: 40 }) })
})

const counts: SparseColumns = {
  kind: 'sparse',
  schema: ['h1', 'h2', 'h3'].map((name) => toColumnSchema(name, 'Int32')),
  rowStarts: Int32Array.of(0, 2, 2, 3),
  columnIndexes: Int32Array.of(0, 2, 1),
  values: Int32Array.of(4, 5, 6),
}

describe('a table', () => {
  it('gives back the cells it was made of', () => {
    fc.assert(
      fc.property(anyRows, ({ schema, rows }) => {
        expect(toRows(createTableFromRows(schema, rows))).toEqual(rows)
      }),
    )
  })

  it('gives the rows of a slice', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(40), fc.nat(40), ({ schema, rows }, a, b) => {
        const [start = 0, end = 0] = [a, b].map((place) => Math.min(place, rows.length)).sort((x, y) => x - y)
        expect(toRows(sliceRows(createTableFromRows(schema, rows), start, end))).toEqual(rows.slice(start, end))
      }),
    )
  })

  it('holds sparse columns beside others', () => {
    const texts = createColumn({ ...toColumnSchema('text', 'String'), type: 'String' }, ['a', 'b', 'c'])
    const table = createTable(3, [texts, counts])
    expect(table.schema.map(({ name }) => name)).toEqual(['text', 'h1', 'h2', 'h3'])
    expect(toRows(table)).toEqual([
      ['a', 4, 0, 5],
      ['b', 0, 0, 0],
      ['c', 0, 6, 0],
    ])
    expect(toRows(sliceRows(table, 1, 3))).toEqual([
      ['b', 0, 0, 0],
      ['c', 0, 6, 0],
    ])
    expect([...columnByName(table, 'h3').values]).toEqual([5, 0, 0])
    expect(toRows(selectColumns(table, [3, 0]))).toEqual([
      [5, 'a'],
      [0, 'b'],
      [0, 'c'],
    ])
  })

  it('refuses a name that stands twice', () => {
    const twice = [toColumnSchema('a', 'Int32'), toColumnSchema('a', 'String')]
    expect(() => createTableFromRows(twice, [])).toThrow(new AppError('ColumnNameDuplicated', { name: 'a' }))
  })

  it('says which column is not there', () => {
    const table = createTableFromRows([toColumnSchema('a', 'Int32')], [[1]])
    expect(() => columnByName(table, 'b')).toThrow('Column with name or index "b" not found')
    expect(() => columnAt(table, 1)).toThrow('There is no column 1.')
  })

  it('refuses columns of another length', () => {
    const column = createColumn({ ...toColumnSchema('a', 'String'), type: 'String' }, ['x'])
    expect(() => createTable(2, [column])).toThrow('A column of 1 rows does not fit a table of 2.')
  })

  it('renames selected columns as the given schema says', () => {
    const table = createTableFromRows([toColumnSchema('a', 'Int32')], [[1]])
    const renamed = selectColumns(table, [0, 0], [toColumnSchema('a', 'Int32'), toColumnSchema('a (1)', 'Int32')])
    expect(renamed.parts.map((part) => (part.kind === 'column' ? part.name : ''))).toEqual(['a', 'a (1)'])
  })
})

describe('a column', () => {
  it('keeps categories and roles', () => {
    const schema: ColumnSchema = { name: 'c', type: 'String', isCategorical: true, roles: ['label'] }
    const builder = createColumnBuilder(schema)
    builder.append('x')
    builder.append(null)
    const column = builder.finish()
    expect(column).toMatchObject({ ...schema, missing: { count: 1 } })
    expect([readCell(column, 0), readCell(column, 1)]).toEqual(['x', null])
  })

  it('has no marks at all when nothing is missing', () => {
    const builder = createColumnBuilder(toColumnSchema('c', 'Double'), 1)
    for (let index = 0; index < 100; index += 1) builder.append(index)
    expect(builder.finish().missing).toBeUndefined()
  })

  it('refuses to read beyond its end', () => {
    const column = createColumnBuilder(toColumnSchema('c', 'Double')).finish()
    expect(() => readCell(column, 0)).toThrow('Column c has no row 0.')
  })
})
