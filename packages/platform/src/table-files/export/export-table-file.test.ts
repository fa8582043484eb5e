import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { columnTypes, type TableSchema } from '@sluice/contracts'
import { createTable, createTableFromRows, type SparseColumns, toColumnSchema, toRows } from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTableFiles } from '../duck-table-files.ts'
import type { TableFile, TableFiles } from '../table-files.ts'
import type { ExportFormat } from './export-table-file.ts'

let folder: string
let files: TableFiles
let count = 0
const path = (ending = '.parquet') => {
  count += 1
  return join(folder, `file-${count}${ending}`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'))
  files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const schema: TableSchema = columnTypes.map((type) => ({
  ...toColumnSchema(`a ${type}`, type),
  isCategorical: type === 'String',
}))
const rows = [
  ['it\'s "x", y', 0.1, 0.5, 1, 2n ** 60n, 3, 4, true, Date.UTC(2020, 1, 29), Date.UTC(2020, 1, 29), 1500],
  columnTypes.map(() => null),
  ['', -1e300, 2, -1, -1n, -3, 0, false, 0, 0, 0],
]
const people = (): Promise<TableFile> => files.write(path(), schema, createTableFromRows(schema, rows))

const written = async (file: TableFile, format: ExportFormat) => {
  const into = path(`.${format}`)
  await files.exportFile(file, format, into)
  return into
}

describe('tables in other formats', () => {
  it.each(['csv', 'tsv', 'json-lines', 'arff'] as const)('come back as they were from %s', async (format) => {
    const into = await written(await people(), format)
    const columns = schema.map(({ type }) => ({ type }))
    const { file, badRowCount } = await files.importFile({ path: into, format, hasHeader: true }, path(), { columns })
    expect(badRowCount).toBe(0)
    expect(file.schema.map(({ name }) => name)).toEqual(schema.map(({ name }) => name))
    expect(toRows(await files.read(file))).toEqual(rows)
  })

  it('are sent piece by piece with the same bytes', async () => {
    const file = await people()
    const pieces: Uint8Array[] = []
    for await (const piece of files.exportBytes(file, 'csv')) pieces.push(piece)
    const text = Buffer.concat(pieces).toString()
    expect(text).toBe(await readFile(await written(file, 'csv'), 'utf8'))
    expect(text.split('\r\n')[1]).toBe(
      '"it\'s ""x"", y",0.1,0.5,1,1152921504606846976,3,4,True,2/29/2020 12:00:00 AM,2/29/2020 12:00:00 AM +00:00,00:00:01.5000000',
    )
  })

  it('are plain columns for others in Parquet', async () => {
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: [toColumnSchema('h0', 'Int32'), toColumnSchema('h1', 'Int32')],
      rowStarts: Int32Array.of(0, 1, 1, 2),
      columnIndexes: Int32Array.of(1, 0),
      values: Int32Array.of(9, 8),
    }
    const table = createTable(3, [...createTableFromRows(schema, rows).parts, sparse])
    const into = await written(await files.write(path(), table.schema, table), 'parquet')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const reader = await connection.runAndReadAll(
      `SELECT "a String", "a DateTime"::VARCHAR, "a DateTimeOffset"::TIMESTAMPTZ = TIMESTAMPTZ '2020-02-29 00:00:00+00', "a TimeSpan", h0, h1 FROM '${into}'`,
    )
    expect(reader.getRowsJson()).toEqual([
      ['it\'s "x", y', '2020-02-29 00:00:00', true, 1500, 0, 9],
      [null, null, null, null, 0, 0],
      ['', '1970-01-01 00:00:00', false, 0, 8, 0],
    ])
    connection.closeSync()
    instance.closeSync()
  })
})
