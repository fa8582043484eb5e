import type { ColumnType } from '@sluice/contracts'
import { toColumnSchema, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { createInputReader } from './read-input.ts'

const schemaOf = (columns: readonly (readonly [string, ColumnType])[]) =>
  columns.map(([name, type]) => toColumnSchema(name, type))

const read = createInputReader(
  'input1',
  schemaOf([
    ['age', 'Int32'],
    ['income', 'Double'],
    ['name', 'String'],
    ['since', 'DateTime'],
  ]),
)

const names = ['age', 'income', 'name', 'since']

describe('reading an input', () => {
  it('takes texts and JSON values for every type', () => {
    const table = read({
      ColumnNames: names,
      Values: [
        ['39', '0.5', 'a', '9/21/2014 11:10:00 AM'],
        [40, 1e3, 7, '2014-09-21T11:10:00+00:00'],
        ['', 'NaN', '', 'NaT'],
        [null, 'Infinity', null, null],
      ],
    })
    const time = Date.UTC(2014, 8, 21, 11, 10)
    expect(toRows(table)).toEqual([
      [39, 0.5, 'a', time],
      [40, 1000, '7', time],
      [null, null, '', null],
      [null, Number.POSITIVE_INFINITY, null, null],
    ])
  })

  it('matches columns by their names', () => {
    const table = read({ ColumnNames: ['since', 'name', 'income', 'age'], Values: [[null, 'x', '1', '2']] })
    expect(table.schema.map(({ name }) => name)).toEqual(names)
    expect(toRows(table)).toEqual([[2, 1, 'x', null]])
  })

  it('takes a key that a row object leaves out for missing', () => {
    expect(
      toRows(
        read([
          { age: 1, income: 2, name: 'x', since: null },
          { name: 'y', income: '3' },
        ]),
      ),
    ).toEqual([
      [1, 2, 'x', null],
      [null, 3, 'y', null],
    ])
  })

  it('does not take inherited members of row objects for cells', () => {
    const reader = createInputReader(
      'input1',
      schemaOf([
        ['constructor', 'String'],
        ['other', 'String'],
      ]),
    )
    expect(toRows(reader([{ constructor: 'c', other: 'o' }, { other: 'p' }]))).toEqual([
      ['c', 'o'],
      [null, 'p'],
    ])
  })

  it.each([
    ['a column in no row', [{ age: 1, income: 2, name: 'x' }], 'TableSchemaColumnCountMismatch'],
    ['a column too many', [{ age: 1, income: 2, name: 'x', since: null, more: 1 }], 'TableSchemaColumnCountMismatch'],
    ['another column', [{ age: 1, income: 2, name: 'x', Since: null }], 'InputMismatchError'],
    ['a column twice', { ColumnNames: ['age', 'age', 'income', 'name'], Values: [] }, 'InputMismatchError'],
    ['names that are no texts', { ColumnNames: [1, 2, 3, 4], Values: [] }, 'InputMismatchError'],
    ['no values', { ColumnNames: names }, 'InputMismatchError'],
    ['a row that is no object', [5], 'InputParseError'],
    ['a row that is no list', { ColumnNames: names, Values: [{ age: 1 }] }, 'InputParseError'],
  ])('refuses %s', (_, value, code) => {
    expect(() => read(value)).toThrow(expect.objectContaining({ code, target: 'input1' }))
  })

  it('names twenty columns at most, and takes no longer for a hundred thousand than for one', () => {
    const ColumnNames = Array.from({ length: 100_000 }, (_, index) => `c${index}`)
    const shown = ColumnNames.slice(0, 20)
      .map((name) => `'${name}'`)
      .join(', ')
    expect(() => read({ ColumnNames, Values: [] })).toThrow(
      expect.objectContaining({
        code: 'TableSchemaColumnCountMismatch',
        faults: [
          expect.objectContaining({ message: "Missing column(s): 'age', 'income', 'name', 'since'." }),
          expect.objectContaining({ message: `Unknown column(s): ${shown} and 99980 more.` }),
        ],
      }),
    )
  })

  it('names a column that stands twice', () => {
    const ColumnNames = ['age', 'income', 'name', 'since', 'age', 'age']
    expect(() => read({ ColumnNames, Values: [] })).toThrow(
      expect.objectContaining({ faults: [expect.objectContaining({ message: "Repeated column(s): 'age'." })] }),
    )
  })

  it('names the cells that cannot be read, and counts those beyond twenty', () => {
    const rows = Array.from({ length: 30 }, (_, row) => [row === 4 ? 5 : 'x'.repeat(50), '1', 'n', null])
    const error = (() => {
      try {
        return read({ ColumnNames: names, Values: rows })
      } catch (thrown) {
        return thrown
      }
    })()
    const excerpt = `'${'x'.repeat(40)}…'`
    expect(error).toMatchObject({
      code: 'InputParseError',
      message: `Parsing of input vector failed.  Verify the input vector has the correct number of columns and data types.  Additional details: column 'age', row 1: ${excerpt} cannot be read as Int32; 28 more cell(s) are at fault.`,
    })
    const { faults } = error as { faults: { target: string }[] }
    expect(faults).toHaveLength(20)
    expect(faults[4]?.target).toBe("column 'age', row 6")
  })
})
