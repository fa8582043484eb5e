import { columnAt, createTableFromRows, toColumnSchema } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { parsePatternExpression, parseRelativeExpression, type RowExpression } from './row-expression.ts'

const schema = [
  toColumnSchema('Name', 'String'),
  toColumnSchema('Year', 'Int32'),
  toColumnSchema('Day', 'DateTime'),
  toColumnSchema('Big', 'Int64'),
]
const table = createTableFromRows(schema, [
  ['Gryphon', 2010, Date.UTC(2010, 0, 1), 2n ** 60n],
  ['griffin', 2011, Date.UTC(2011, 0, 1), 2n ** 60n + 1n],
  [null, null, null, null],
  ['', 20, Date.UTC(2012, 5, 1), 5n],
])
const rowsOf = ({ column, test }: RowExpression) => {
  const isMet = test(columnAt(table, column))
  return [0, 1, 2, 3].filter(isMet)
}

describe('a regular expression', () => {
  it.each([
    [String.raw`\"Name" Gryphon`, [0]],
    [String.raw`\"Name" (?i)gr.*n$`, [0, 1]],
    [String.raw`(\0) ^[a-h]`, [1]],
    [String.raw`(\1) ^20`, [0, 1, 3]],
    [String.raw`  \"Year"   1$ `, [1]],
    [String.raw`\"Name" ^$`, [3]],
  ])('%s finds rows %j', (text, rows) => {
    expect(rowsOf(parsePatternExpression(text, schema))).toEqual(rows)
  })

  it.each([
    [
      'Gryphon',
      String.raw`Failed to parse "Regular expression" parameter. At character 1: it begins with the column, as \"Name" or (\0).`,
    ],
    [
      String.raw`\"Name"`,
      'Failed to parse "Regular expression" parameter. At character 8: a pattern is missing behind the column.',
    ],
    [String.raw`\"Nome" x`, 'Column with name or index "Nome" not found'],
    [String.raw`(\4) x`, 'Column with name or index "4" not found'],
    [
      String.raw`\"Name" (`,
      'Failed to parse "Regular expression" parameter. The regular expression: error parsing regexp: missing closing ): `(`.',
    ],
    [String.raw`\"Name" (?=x)`, 'Failed to parse "Regular expression" parameter. The regular expression:'],
  ])('%s is refused', (text, message) => {
    expect(() => parsePatternExpression(text, schema)).toThrow(message)
  })

  it('takes time that grows with the text only', () => {
    const slow = parsePatternExpression(String.raw`\"Name" ^(a+)+$`, schema)
    const long = createTableFromRows(schema, [[`${'a'.repeat(50_000)}b`, null, null, null]])
    expect(slow.test(columnAt(long, 0))(0)).toBe(false)
  })
})

describe('a relative expression', () => {
  it.each([
    [String.raw`\"Year" > 2010`, [1]],
    [String.raw`\"Year" >= 2010`, [0, 1]],
    [String.raw`(\1) <= 2010 & != 20`, [0]],
    [String.raw`(\1) < 30 | = 2011`, [1, 3]],
    [String.raw`(\1) = 20 | > 2000 & < 2011`, [0, 3]],
    [String.raw`\"Year"==-5`, []],
    [String.raw`\"Day" > 2010-06-01 & <= "2011-01-01"`, [1]],
    [String.raw`\"Big" > 1E3`, [0, 1]],
  ])('%s is met by rows %j', (text, rows) => {
    expect(rowsOf(parseRelativeExpression(text, schema))).toEqual(rows)
  })

  it.each([
    ['> 5', String.raw`At character 1: it begins with the column, as \"Name" or (\0).`],
    [String.raw`\"Year" 5`, 'At character 9: one of <, <=, >, >=, =, != is expected.'],
    [String.raw`\"Year" > x`, 'At character 11: a number is expected.'],
    [String.raw`\"Year" > 5 &`, 'At character 14: one of <, <=, >, >=, =, != is expected.'],
    [String.raw`\"Year" > 5 & (< 8)`, 'At character 15: parentheses are not understood.'],
    [String.raw`\"Day" > 5`, 'At character 10: a date and time is expected.'],
    [String.raw`\"Name" > 5`, 'Cannot process column "Name" of type String. The type is not supported by the module.'],
  ])('%s is refused', (text, message) => {
    expect(() => parseRelativeExpression(text, schema)).toThrow(message)
  })
})
