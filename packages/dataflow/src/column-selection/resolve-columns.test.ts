import { columnSelection, type TableSchema } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { resolveColumns } from './resolve-columns.ts'

const schema: TableSchema = [
  { name: 'rating', type: 'Int32', isCategorical: true, roles: ['label'] },
  { name: 'text', type: 'String', isCategorical: false, roles: ['feature'] },
  { name: 'price', type: 'Double', isCategorical: false, roles: ['feature'] },
  { name: 'sold', type: 'Boolean', isCategorical: false, roles: ['feature', 'weight'] },
  { name: 'when', type: 'DateTime', isCategorical: false, roles: ['feature'] },
  { name: 'took', type: 'TimeSpan', isCategorical: false, roles: ['score'] },
]

const select = (selection: unknown, keepsOrderAndDuplicates = false) =>
  resolveColumns(columnSelection.parse(selection), schema, { columnSet: 'Columns', keepsOrderAndDuplicates }).map(
    (index) => schema[index]?.name,
  )

const include = (rule: object) => ({ rules: [{ action: 'include', ...rule }] })

describe('a column selection', () => {
  it('keeps the order of the table, whatever the order of the names', () => {
    expect(select(include({ by: 'names', names: ['price', 'rating', 'price'] }))).toEqual(['rating', 'price'])
  })

  it('keeps the order and the repetitions of the names when told so', () => {
    const selection = include({ by: 'names', names: ['price', 'rating', 'price'] })
    expect(select(selection, true)).toEqual(['price', 'rating', 'price'])
  })

  it('takes indexes from 1 and closed ranges', () => {
    expect(select(include({ by: 'indexes', indexes: ' 1, 3 - 4 ,6' }))).toEqual(['rating', 'price', 'sold', 'took'])
  })

  it.each([
    [{ type: 'all' }, ['rating', 'text', 'price', 'sold', 'when', 'took']],
    [{ type: 'numeric' }, ['rating', 'price']],
    [{ type: 'integer' }, ['rating']],
    [{ type: 'double' }, ['price']],
    [{ type: 'string' }, ['text']],
    [{ type: 'boolean' }, ['sold']],
    [{ type: 'date-time' }, ['when']],
    [{ type: 'time-span' }, ['took']],
    [{ type: 'categorical' }, ['rating']],
    [{ type: 'non-categorical' }, ['text', 'price', 'sold', 'when', 'took']],
    [{ kind: 'feature' }, ['text', 'price', 'sold', 'when']],
    [{ kind: 'label' }, ['rating']],
    [{ kind: 'score' }, ['took']],
    [{ kind: 'weight' }, ['sold']],
    [{ type: 'string', kind: 'feature' }, ['text']],
  ])('takes columns of %j', (rule, names) => {
    expect(select(include({ by: 'type', ...rule }))).toEqual(names)
  })

  it('applies its rules in their order', () => {
    const rules = [
      { action: 'exclude', by: 'type', type: 'numeric' },
      { action: 'include', by: 'names', names: ['price'] },
      { action: 'exclude', by: 'indexes', indexes: '5-6' },
    ]
    expect(select({ beginWith: 'all', rules })).toEqual(['text', 'price', 'sold'])
  })

  it.each([
    [include({ by: 'names', names: ['Text'] }), 'ColumnNotFound', 'Column with name or index "Text" not found'],
    [
      { beginWith: 'all', rules: [{ action: 'exclude', by: 'names', names: ['nothing'] }] },
      'ColumnNotFound',
      'Column with name or index "nothing" not found',
    ],
    [{}, 'NoColumnsSelected', 'Specified column set "Columns" does not apply to any of dataset columns.'],
    [
      include({ by: 'type', type: 'string', kind: 'label' }),
      'NoColumnsSelected',
      'Specified column set "Columns" does not apply to any of dataset columns.',
    ],
    [
      include({ by: 'indexes', indexes: '1,x' }),
      'ColumnIndexNotParsed',
      'Column index or range "x" could not be parsed.',
    ],
    [
      include({ by: 'indexes', indexes: '5-' }),
      'ColumnIndexNotParsed',
      'Column index or range "5-" could not be parsed.',
    ],
    [
      include({ by: 'indexes', indexes: '1,,2' }),
      'ColumnIndexNotParsed',
      'Column index or range "" could not be parsed.',
    ],
    [include({ by: 'indexes', indexes: '0' }), 'ColumnRangeInvalid', 'Column range "0" is invalid or out of range.'],
    [
      include({ by: 'indexes', indexes: '4-2' }),
      'ColumnRangeInvalid',
      'Column range "4-2" is invalid or out of range.',
    ],
    [
      include({ by: 'indexes', indexes: '5-7' }),
      'ColumnRangeInvalid',
      'Column range "5-7" is invalid or out of range.',
    ],
  ])('refuses %j', (selection, code, message) => {
    expect(() => select(selection)).toThrow(expect.objectContaining({ code, message }))
  })
})
