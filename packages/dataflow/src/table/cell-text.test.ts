import { describe, expect, it } from 'vitest'
import { parseCell, toCellText } from './cell-text.ts'

describe('reading a cell', () => {
  it.each([
    ['String', 'text', 'text'],
    ['String', '', ''],
    ['String', 'NaN', 'NaN'],
    ['String', 5, '5'],
    ['String', 0.1, '0.1'],
    ['String', 1234567890123456, '1234567890123456'],
    ['String', 1e20, '1E+20'],
    ['String', -0, '0'],
    ['String', true, 'True'],
    ['Double', '1.5', 1.5],
    ['Double', 2, 2],
    ['Double', '', null],
    ['Double', '  ', null],
    ['Double', 'NaN', null],
    ['Double', 'Infinity', Number.POSITIVE_INFINITY],
    ['Double', true, 1],
    ['Int32', '7', 7],
    ['Int32', 7, 7],
    ['Int32', '7.0', 7],
    ['Int32', '-2147483648', -2147483648],
    ['Int64', '9223372036854775807', 9223372036854775807n],
    ['Int64', 5, 5n],
    ['Int64', '', null],
    ['Byte', '255', 255],
    ['Boolean', 'True', true],
    ['Boolean', 'false', false],
    ['Boolean', 1, true],
    ['Boolean', '0', false],
    ['Boolean', 'NaN', null],
    ['DateTime', 'NaT', null],
    ['DateTime', '2014-09-21', Date.UTC(2014, 8, 21)],
    ['TimeSpan', '00:00:01', 1000],
  ] as const)('as %s takes %j', (type, cell, value) => {
    expect(parseCell(type, cell)).toBe(value)
  })

  it.each([
    ['Double', 'abc'],
    ['Double', '1,5'],
    ['Int32', '1.5'],
    ['Int32', 1.5],
    ['Int32', '2147483648'],
    ['Int32', 'Infinity'],
    ['Int16', 40_000],
    ['Int64', '9223372036854775808'],
    ['Int64', '1.5'],
    ['Byte', -1],
    ['Boolean', 'yes'],
    ['Boolean', 2],
    ['DateTime', 'tomorrow'],
    ['DateTime', 5],
    ['TimeSpan', '5'],
  ] as const)('as %s refuses %j', (type, cell) => {
    expect(parseCell(type, cell)).toBeUndefined()
  })

  it('takes null for missing whatever the type', () => {
    expect(parseCell('String', null)).toBeNull()
    expect(parseCell('Int32', null)).toBeNull()
  })
})

describe('writing a cell', () => {
  it.each([
    ['String', 'a"b', 'a"b'],
    ['Double', 0.1 + 0.2, '0.3'],
    ['Single', Math.fround(0.1), '0.1'],
    ['Int32', -5, '-5'],
    ['Int64', 9223372036854775807n, '9223372036854775807'],
    ['Boolean', true, 'True'],
    ['Boolean', false, 'False'],
    ['DateTime', Date.UTC(2014, 8, 21, 11, 10), '9/21/2014 11:10:00 AM'],
    ['TimeSpan', 1000, '00:00:01'],
    ['Double', null, null],
  ] as const)('writes %s %s', (type, cell, text) => {
    expect(toCellText(type, cell)).toBe(text)
  })
})
