import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toColumnSchema } from './column.ts'
import { matchedRows, matchRows } from './match-rows.ts'
import { selectRowsOrMissing } from './select-rows-or-missing.ts'
import { createTable, createTableFromRows, toRows } from './table.ts'

const keys = fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 12 })

describe('rows that go together', () => {
  it('are those of a naive search', () => {
    fc.assert(
      fc.property(keys, keys, (left, right) => {
        const partners = (key: number) => right.flatMap((own, row) => (key >= 0 && own === key ? [row] : []))
        const inner = left.flatMap((key, row) => partners(key).map((other) => [row, other]))
        const outer = left.flatMap((key, row) =>
          partners(key).length === 0 ? [[row, -1]] : partners(key).map((other) => [row, other]),
        )
        const rightOnly = right.flatMap((key, row) => (key >= 0 && left.includes(key) ? [] : [[-1, row]]))
        const pairs = (unmatched: 'none' | 'left' | 'both') => {
          const found = matchRows(Int32Array.from(left), Int32Array.from(right), unmatched)
          return Array.from(found?.left ?? [], (row, place) => [row, found?.right[place]])
        }
        expect(pairs('none')).toEqual(inner)
        expect(pairs('left')).toEqual(outer)
        expect(pairs('both')).toEqual([...outer, ...rightOnly])
        expect([...matchedRows(Int32Array.from(left), Int32Array.from(right))]).toEqual(
          left.flatMap((key, row) => (partners(key).length > 0 ? [row] : [])),
        )
      }),
      { seed: 11 },
    )
  })

  it('are not put together when there are too many', () => {
    const many = new Int32Array(50_000)
    expect(matchRows(many, many, 'none')).toBeUndefined()
  })
})

describe('rows, or none', () => {
  it('are missing cells where there is no row, 0 in sparse columns', () => {
    const plain = createTableFromRows([toColumnSchema('a', 'Double')], [[1], [2]])
    const schema = [toColumnSchema('h', 'Int32')]
    const one = Int32Array.of(0)
    const sparse = {
      kind: 'sparse' as const,
      schema,
      rowStarts: Int32Array.of(0, 0, 1),
      columnIndexes: one,
      values: Int32Array.of(9),
    }
    const table = createTable(2, [...plain.parts, sparse])
    expect(toRows(selectRowsOrMissing(table, Int32Array.of(1, -1, 0, 1)))).toEqual([
      [2, 9],
      [null, 0],
      [1, 0],
      [2, 9],
    ])
  })
})
