import { type ColumnType, columnTypes } from '@sluice/contracts'
import {
  type Cell,
  createTable,
  createTableFromRows,
  type SparseColumns,
  toCellText,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeReply } from './write-reply.ts'

const plain = { asObjects: false, withDetails: false }

const cellOf = (type: ColumnType): fc.Arbitrary<Cell> => {
  if (type === 'String') return fc.string({ unit: 'binary' })
  if (type === 'Boolean') return fc.boolean()
  if (type === 'Int64') return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  return type === 'Double' ? fc.double() : fc.integer({ min: 0, max: 255 })
}

const anyTable = fc
  .tuple(fc.array(fc.constantFrom(...columnTypes), { maxLength: 5 }), fc.integer({ min: 1, max: 40 }))
  .chain(([types, width]) => {
    const schema = types.map((type, index) => toColumnSchema(`c"${index}`, type))
    const row = fc.record({
      cells: fc.tuple(...types.map((type) => fc.option(cellOf(type)))),
      counts: fc.dictionary(fc.nat(width - 1).map(String), fc.integer({ min: 1, max: 99 })),
    })
    return fc.array(row, { maxLength: 6 }).map((rows) => {
      const sparse: SparseColumns = {
        kind: 'sparse',
        schema: Array.from({ length: width }, (_, index) => toColumnSchema(`h${index}`, 'Int32')),
        rowStarts: Int32Array.from(
          [0, ...rows.keys()].map((_, index) =>
            rows.slice(0, index).reduce((sum, { counts }) => sum + Object.keys(counts).length, 0),
          ),
        ),
        columnIndexes: Int32Array.from(rows.flatMap(({ counts }) => Object.keys(counts).map(Number))),
        values: Int32Array.from(rows.flatMap(({ counts }) => Object.values(counts))),
      }
      return createTable(rows.length, [
        ...createTableFromRows(
          schema,
          rows.map(({ cells }) => cells),
        ).parts,
        sparse,
      ])
    })
  })

describe('writing a reply', () => {
  it('gives what JSON.stringify would of the texts of the cells', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const { schema } = table
        const texts = toRows(table).map((row) =>
          row.map((cell, index) => toCellText(schema[index]?.type ?? 'String', cell)),
        )
        const value = {
          ColumnNames: schema.map(({ name }) => name),
          ColumnTypes: schema.map(({ type }) => type),
          Values: texts,
        }
        expect(writeReply({ out: table }, { asObjects: false, withDetails: true })).toBe(
          JSON.stringify({ Results: { out: { type: 'table', value } } }),
        )
        expect(writeReply({ out: table }, plain)).toBe(
          JSON.stringify({ Results: { out: { type: 'table', value: { Values: texts } } } }),
        )
        // An object of JavaScript would sort names that are numbers; ours are not.
        const objects = texts.map((row) => Object.fromEntries(row.map((text, index) => [schema[index]?.name, text])))
        expect(writeReply({ out: table }, { asObjects: true, withDetails: true })).toBe(
          JSON.stringify({ Results: { out: objects } }),
        )
      }),
    )
  })

  it('writes several outputs, by the names of their modules', () => {
    const table = createTableFromRows([toColumnSchema('a', 'Double')], [[1.5], [null]])
    expect(writeReply({ one: table, 'o"2': table }, plain)).toBe(
      '{"Results":{"one":{"type":"table","value":{"Values":[["1.5"],[null]]}},"o\\"2":{"type":"table","value":{"Values":[["1.5"],[null]]}}}}',
    )
  })

  it('writes numbers, booleans and times as .NET does', () => {
    const types = ['Double', 'Single', 'Int32', 'Int64', 'Boolean', 'DateTime', 'TimeSpan'] as const
    const schema = types.map((type) => toColumnSchema(type, type))
    const row = [1e-5, Math.fround(0.1), -1, 9007199254740993n, true, Date.UTC(2014, 8, 21, 11, 10), 1000]
    expect(writeReply({ out: createTableFromRows(schema, [row, [Number.NaN, 1, 0, 0n, false, 0, 0]]) }, plain)).toBe(
      '{"Results":{"out":{"type":"table","value":{"Values":[["1E-05","0.1","-1","9007199254740993","True","9/21/2014 11:10:00 AM","00:00:01"],["NaN","1","0","0","False","1/1/1970 12:00:00 AM","00:00:00"]]}}}}',
    )
  })
})
