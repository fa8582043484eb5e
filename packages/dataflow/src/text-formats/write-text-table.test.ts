import type { ColumnType } from '@sluice/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toColumnSchema } from '../table/column.ts'
import { createTable, createTableFromRows, toRows } from '../table/table.ts'
import { readTextTable } from './read-text-table.ts'
import { writeArff } from './write-arff.ts'
import { writeDelimited } from './write-delimited.ts'

const csv = { separator: ',', hasHeader: true, quotes: true } as const
const schema = (types: Readonly<Record<string, ColumnType>>) =>
  Object.entries(types).map(([name, type]) => toColumnSchema(name, type))

const mixed = createTableFromRows(schema({ 'a,b': 'String', n: 'Double', ok: 'Boolean', at: 'DateTime' }), [
  ['x "y", z', 0.1, true, Date.UTC(2014, 8, 21, 11, 10)],
  ['', null, null, null],
  [null, 1e20, false, 0],
])

describe('writing separated text', () => {
  it('quotes what needs it, and leaves missing cells empty', () => {
    expect([...writeDelimited(mixed, csv)].join('')).toBe(
      '"a,b",n,ok,at\r\n"x ""y"", z",0.1,True,9/21/2014 11:10:00 AM\r\n"",,,\r\n,1E+20,False,1/1/1970 12:00:00 AM\r\n',
    )
  })

  it('writes texts as they are where nothing is quoted', () => {
    expect([...writeDelimited(mixed, { ...csv, quotes: false, separator: '\t' })].join('')).toBe(
      'a,b\tn\tok\tat\r\nx "y", z\t0.1\tTrue\t9/21/2014 11:10:00 AM\r\n\t\t\t\r\n\t1E+20\tFalse\t1/1/1970 12:00:00 AM\r\n',
    )
  })

  it('writes columns that are kept sparse with their zeros', () => {
    const table = createTable(2, [
      {
        kind: 'sparse',
        schema: schema({ h1: 'Int32', h2: 'Int32' }),
        rowStarts: Int32Array.of(0, 1, 1),
        columnIndexes: Int32Array.of(1),
        values: Int32Array.of(4),
      },
    ])
    expect([...writeDelimited(table, { ...csv, hasHeader: false })].join('')).toBe('0,4\r\n0,0\r\n')
  })

  it('is read again as it was', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\t', ' ', 'é') }),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, fc.option(fc.integer())), { minLength: 1 }), (rows) => {
        // A text at the front keeps the types what they are.
        const all = [['text', 'text', 1], ...rows]
        const table = createTableFromRows(schema({ a: 'String', b: 'String', n: 'Int32' }), all)
        for (const separator of [',', '\t'] as const) {
          const written = [...writeDelimited(table, { ...csv, separator })].join('')
          expect(toRows(readTextTable(written, separator === ',' ? 'csv' : 'tsv', true))).toEqual(all)
        }
      }),
      { seed: 7 },
    )
  })
})

describe('writing attribute-relation text', () => {
  it('declares each column', () => {
    const table = createTableFromRows(
      [
        ...schema({ 'the text': 'String', n: 'Int32', at: 'DateTime' }),
        { ...toColumnSchema('c', 'String'), isCategorical: true },
      ],
      [
        ["don't", 5, 0, 'y z'],
        [null, null, null, 'x'],
      ],
    )
    const text = [...writeArff(table, 'my data')].join('')
    expect(text).toBe(`@relation 'my data'

@attribute 'the text' string
@attribute n integer
@attribute at date "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"
@attribute c {x,'y z'}

@data
'don\\'t',5,"1970-01-01T00:00:00.000Z",'y z'
?,?,?,x
`)
    const read = readTextTable(text, 'arff', false)
    expect(toRows(read)).toEqual(toRows(table))
    expect(read.schema).toEqual(table.schema)
  })
})
