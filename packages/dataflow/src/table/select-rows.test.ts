import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toColumnSchema } from './column.ts'
import { selectRows } from './select-rows.ts'
import { columnAt, createTable, createTableFromRows, toRows } from './table.ts'

const dense = createTableFromRows(
  [
    toColumnSchema('s', 'String'),
    toColumnSchema('d', 'Double'),
    toColumnSchema('l', 'Int64'),
    toColumnSchema('b', 'Boolean'),
  ],
  [
    ['a', 0.5, 1n, true],
    [null, null, null, null],
    ['c', -1, 3n, false],
  ],
)
const table = createTable(3, [
  ...dense.parts,
  {
    kind: 'sparse',
    schema: ['h1', 'h2'].map((name) => toColumnSchema(name, 'Int32')),
    rowStarts: Int32Array.of(0, 2, 2, 3),
    columnIndexes: Int32Array.of(0, 1, 1),
    values: Int32Array.of(4, 5, 6),
  },
])

describe('selecting rows', () => {
  it('gives the rows at the places, in their order', () => {
    const rows = toRows(table)
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 8 }), (places) => {
        const selected = selectRows(table, Int32Array.from(places))
        expect(selected.rowCount).toBe(places.length)
        expect(toRows(selected)).toEqual(places.map((place) => rows[place]))
      }),
      { seed: 1 },
    )
  })

  it('leaves nothing marked where nothing is missing', () => {
    expect(columnAt(selectRows(table, Int32Array.of(0, 2)), 1).missing).toBeUndefined()
  })
})
