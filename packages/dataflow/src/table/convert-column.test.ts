import type { ColumnType } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { type Cell, toColumnSchema } from './column.ts'
import { convertColumn, isConvertible } from './convert-column.ts'
import { columnAt, createTable, createTableFromRows, toRows } from './table.ts'

const convert = (type: ColumnType, cells: readonly Cell[], to: ColumnType) => {
  const rows = cells.map((cell) => [cell])
  const column = convertColumn(columnAt(createTableFromRows([toColumnSchema('c', type)], rows), 0), to)
  return toRows(createTable(cells.length, [column])).map(([cell]) => cell)
}

describe('converting a column', () => {
  it.each<[ColumnType, readonly Cell[], ColumnType, readonly Cell[]]>([
    ['String', ['1', ' 2.0 ', '', null], 'Int32', [1, 2, null, null]],
    ['String', ['0.5', 'NaN', '-1e3'], 'Double', [0.5, null, -1000]],
    ['String', ['True', '0', null], 'Boolean', [true, false, null]],
    ['String', ['2014-09-21'], 'DateTime', [Date.UTC(2014, 8, 21)]],
    ['String', ['00:00:01'], 'TimeSpan', [1000]],
    ['Double', [0.1, null, 1e20], 'String', ['0.1', null, '1E+20']],
    ['Double', [1, null], 'Int32', [1, null]],
    ['Double', [1, 0], 'Boolean', [true, false]],
    ['Int32', [1, 2], 'Double', [1, 2]],
    ['Int64', [5n, null], 'Double', [5, null]],
    ['Int64', [1n, 0n], 'Boolean', [true, false]],
    ['Int64', [5n], 'Int32', [5]],
    ['Boolean', [true, null, false], 'Int32', [1, null, 0]],
    ['Boolean', [true], 'String', ['True']],
    ['DateTime', [Date.UTC(2014, 8, 21, 11)], 'String', ['9/21/2014 11:00:00 AM']],
    ['DateTimeOffset', [1234], 'DateTime', [1234]],
    ['TimeSpan', [1500], 'String', ['00:00:01.5000000']],
  ] as const)('from %s %o to %s', (type, cells, to, expected) => {
    expect(convert(type, cells, to)).toEqual(expected)
  })

  it.each([
    ['String', ['1', 'x'], 'Int32', 'Could not convert "x" in column "c", row 2, to type Int32.'],
    ['Double', [null, 1.5], 'Int32', 'Could not convert "1.5" in column "c", row 2, to type Int32.'],
    ['Int64', [3000000000n], 'Int32', 'Could not convert "3000000000" in column "c", row 1, to type Int32.'],
    ['Int32', [2], 'Boolean', 'Could not convert "2" in column "c", row 1, to type Boolean.'],
    ['String', ['tomorrow'], 'DateTime', 'Could not convert "tomorrow" in column "c", row 1, to type DateTime.'],
  ] as const)('refuses %s %o as %s', (type, cells, to, message) => {
    expect(() => convert(type, cells, to)).toThrow(message)
  })

  it('makes no times of numbers, and no numbers of times', () => {
    const types = ['String', 'Double', 'Boolean', 'DateTime', 'TimeSpan'] as const
    expect(types.map((from) => types.filter((to) => isConvertible(from, to)))).toEqual([
      ['String', 'Double', 'Boolean', 'DateTime', 'TimeSpan'],
      ['String', 'Double', 'Boolean'],
      ['String', 'Double', 'Boolean'],
      ['String', 'DateTime'],
      ['String', 'TimeSpan'],
    ])
  })
})
