import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type ColumnSchema, columnTypes } from '@sluice/contracts'
import { createTableFromRows, toColumnSchema, toRows } from '@sluice/dataflow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTableFile, readTableFile } from './read-table-file.ts'
import { columnParts, schemaKey, toStoredText } from './stored-schema.ts'
import { writeTableFile } from './write-table-file.ts'

let folder: string
let instance: DuckDBInstance
let duck: DuckDBConnection
let count = 0
const path = () => {
  count += 1
  return join(folder, `table-${count}.parquet`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'table-reads-'))
  instance = await DuckDBInstance.create(':memory:')
  duck = await instance.connect()
})
afterAll(async () => {
  duck.closeSync()
  instance.closeSync()
  await rm(folder, { recursive: true, force: true })
})

const schema: ColumnSchema[] = [
  toColumnSchema('d', 'Double'),
  toColumnSchema('i', 'Int32'),
  toColumnSchema('b', 'Boolean'),
  toColumnSchema('t', 'String'),
  toColumnSchema('y', 'Byte'),
]
const rows = fc.array(
  fc.tuple(
    fc.option(fc.double({ noNaN: true })),
    fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    fc.option(fc.boolean()),
    fc.option(fc.string({ unit: 'grapheme' })),
    fc.option(fc.integer({ min: 0, max: 255 })),
  ),
  { maxLength: 40 },
)

describe('table files and DuckDB', () => {
  it('understand each other, whatever the cells are', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(2000), async (cells, repeats) => {
        const all = [...cells, ...Array.from({ length: repeats }, (_, row) => cells[row % cells.length] ?? [])].filter(
          (row) => row.length > 0,
        )
        const ours = await writeTableFile(path(), schema, createTableFromRows(schema, all))
        const reader = await duck.runAndReadAll(`SELECT * FROM read_parquet('${ours.path}')`)
        expect(reader.getRowsJS()).toEqual(all)
        for (const options of ['', ', ROW_GROUP_SIZE 2048', ', DICTIONARY_SIZE_LIMIT 1']) {
          const theirs = path()
          await duck.run(
            `COPY (SELECT * FROM read_parquet('${ours.path}')) TO '${theirs}' (FORMAT parquet, COMPRESSION zstd${options}, KV_METADATA {'${schemaKey}': '${toStoredText(columnParts(schema))}'})`,
          )
          expect(toRows(await readTableFile(await openTableFile(theirs)))).toEqual(all)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('have the same columns for every type', async () => {
    const every = columnTypes.map((type) => toColumnSchema(type, type))
    const file = await writeTableFile(path(), every, createTableFromRows(every, [columnTypes.map(() => null)]))
    const reader = await duck.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${file.path}')`)
    expect(Object.fromEntries(reader.getRowsJS().map(([name, type]) => [name, type]))).toEqual({
      String: 'VARCHAR',
      Double: 'DOUBLE',
      Single: 'FLOAT',
      Int32: 'INTEGER',
      Int64: 'BIGINT',
      Int16: 'SMALLINT',
      Byte: 'UTINYINT',
      Boolean: 'BOOLEAN',
      DateTime: 'DOUBLE',
      DateTimeOffset: 'DOUBLE',
      TimeSpan: 'DOUBLE',
    })
  })

  it.each([
    ['no table of ours', 'FORMAT parquet', 'It is no table that this program wrote.'],
    [
      'another compression',
      `FORMAT parquet, COMPRESSION snappy, KV_METADATA {'${schemaKey}': 'SCHEMA'}`,
      'unknown method 1',
    ],
    [
      'another version',
      `FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, KV_METADATA {'${schemaKey}': 'SCHEMA'}`,
      'unknown way',
    ],
  ])('of %s are refused clearly', async (_, options, reason) => {
    const theirs = path()
    const text = toStoredText(columnParts([toColumnSchema('i', 'Int32')]))
    await duck.run(
      `COPY (SELECT range::INT AS i FROM range(100000)) TO '${theirs}' (${options.replace('SCHEMA', text)})`,
    )
    const read = async () => readTableFile(await openTableFile(theirs))
    await expect(read()).rejects.toMatchObject({ code: 'DataInvalid', message: expect.stringContaining(reason) })
  })

  it('of columns that are not those of their schema are refused', async () => {
    const theirs = path()
    const text = toStoredText(columnParts([toColumnSchema('i', 'Double')]))
    await duck.run(`COPY (SELECT 1::INT AS i) TO '${theirs}' (FORMAT parquet, KV_METADATA {'${schemaKey}': '${text}'})`)
    await expect(openTableFile(theirs)).rejects.toThrow('Its columns are not those that it says it has.')
  })
})
