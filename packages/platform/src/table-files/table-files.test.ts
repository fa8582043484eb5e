import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ColumnType, columnTypes, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  createTable,
  createTableFromRows,
  type SparseColumns,
  type Table,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTableFiles } from './duck-table-files.ts'
import type { TableFile, TableFiles } from './table-files.ts'

const cellsOf: { readonly [Type in ColumnType]: fc.Arbitrary<Cell> } = {
  String: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', 'null', "it's", 'a,b\n"c"')),
  Double: fc.double(),
  Single: fc.float(),
  Int32: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  Int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  Int16: fc.integer({ min: -32768, max: 32767 }),
  Byte: fc.integer({ min: 0, max: 255 }),
  Boolean: fc.boolean(),
  DateTime: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
  DateTimeOffset: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
  TimeSpan: fc.integer({ min: -922_337_203_685, max: 922_337_203_685 }),
}

const tables: fc.Arbitrary<Table> = fc
  .array(fc.constantFrom(...columnTypes), { minLength: 1, maxLength: 6 })
  .chain((types) => {
    const schema: TableSchema = types.map((type, index) => ({
      ...toColumnSchema(`${type} "${index}".x`, type),
      isCategorical: index % 2 === 1,
      roles: index === 0 ? ['label'] : ['feature'],
    }))
    const row = fc.tuple(...types.map((type) => fc.option(cellsOf[type], { nil: null, freq: 4 })))
    return fc.array(row, { maxLength: 30 }).map((rows) => createTableFromRows(schema, rows))
  })

describe('table files', () => {
  let folder: string
  let files: TableFiles
  let count = 0
  const path = () => {
    count += 1
    return join(folder, `table-${count}.parquet`)
  }
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'table-files-'))
    files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('give back every cell of every type, missing ones too', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const written = await files.write(path(), table.schema, table)
        const opened = await files.open(written.path)
        expect(opened).toEqual(written)
        expect(opened.schema).toEqual(table.schema)
        expect(toRows(await files.read(opened))).toEqual(toRows(table))
      }),
      { numRuns: 60 },
    )
  })

  const hashed = (rowCount: number): Table => {
    const rowStarts = Int32Array.from({ length: rowCount + 1 }, (_, row) => row * 2)
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: Array.from({ length: 1000 }, (_, index) => toColumnSchema(`h${index}`, 'Int32')),
      rowStarts,
      columnIndexes: Int32Array.from({ length: rowCount * 2 }, (_, at) => (at % 2 === 0 ? at % 500 : 500 + (at % 499))),
      values: Int32Array.from({ length: rowCount * 2 }, (_, at) => at + 1),
    }
    const ids = createTableFromRows(
      [toColumnSchema('id', 'Int32')],
      Array.from({ length: rowCount }, (_, row) => [row]),
    )
    return createTable(rowCount, [...ids.parts, sparse])
  }

  it('keep sparse columns sparse', async () => {
    const table = hashed(500)
    const file = await files.write(path(), table.schema, table)
    const read = await files.read(file)
    expect(read.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse'])
    expect(toRows(read)).toEqual(toRows(table))
    const few = await files.read(file, { columns: [3, 0], start: 498 })
    expect(few.schema.map(({ name }) => name)).toEqual(['h2', 'id'])
    expect(toRows(few).map((row) => row[1])).toEqual([498, 499])
  })

  it('are read in pieces that make the whole', async () => {
    const schema = [toColumnSchema('n', 'Int32')]
    const piece = (first: number, length: number) =>
      createTableFromRows(
        schema,
        Array.from({ length }, (_, row) => [first + row]),
      )
    async function* pieces() {
      yield piece(0, 70_000)
      yield piece(70_000, 5)
      yield piece(70_005, 0)
    }
    const file = await files.write(path(), schema, pieces())
    expect(file.rowCount).toBe(70_005)
    const numbers: Cell[] = []
    for await (const chunk of files.chunks(file, { rowsPerChunk: 1000 })) {
      expect(chunk.rowCount).toBeLessThanOrEqual(1000)
      for (const [cell] of toRows(chunk)) numbers.push(cell as Cell)
    }
    expect(numbers).toEqual(Array.from({ length: 70_005 }, (_, index) => index))
    expect(toRows(await files.read(file, { start: 69_999, end: 70_002 }))).toEqual([[69_999], [70_000], [70_001]])
  })

  const people = (): Promise<TableFile> => {
    const schema = [toColumnSchema('name', 'String'), toColumnSchema('age', 'Int32'), toColumnSchema('at', 'DateTime')]
    const rows = [
      ['Ada', 36, 1.5],
      ['Blaise', null, null],
    ]
    return files.write(path(), schema, createTableFromRows(schema, rows))
  }

  it('are asked by SQL, and the result is a file of the same kind', async () => {
    const t1 = await people()
    const result = await files.query({
      sql: 'SELECT age, name, "at" FROM t1 WHERE name <> $$x$$ ORDER BY name DESC',
      tables: { t1 },
      into: path(),
      schema: [toColumnSchema('age', 'Int32'), toColumnSchema('name', 'String'), toColumnSchema('at', 'DateTime')],
    })
    expect(toRows(await files.read(result))).toEqual([
      [null, 'Blaise', null],
      [36, 'Ada', 1.5],
    ])
    expect(
      await files.select({ sql: 'SELECT count(*)::INT AS n, max(age) AS oldest FROM t1', tables: { t1 } }),
    ).toEqual([{ n: 2, oldest: 36 }])
  })

  it.each([
    `SELECT * FROM read_text('/etc/passwd')`,
    `SELECT * FROM read_csv('/etc/passwd')`,
    `SELECT * FROM glob('/etc/*')`,
    `INSTALL httpfs`,
    `SET enable_external_access = true`,
    `ATTACH '/tmp/sluice-attached.db' AS other`,
    `SELECT * FROM t2`,
  ])('reach nothing by SQL but the tables: %s', async (sql) => {
    const t1 = await people()
    await expect(files.select({ sql, tables: { t1 } })).rejects.toThrow('Library exception')
  })

  it('stop a query at whatever moment it is aborted', async () => {
    const t1 = await people()
    for (const delayMs of [0, 5, 10, 20, 50, 100]) {
      const aborter = new AbortController()
      const asked = files.select({
        sql: 'SELECT count(*) FROM range(10000000) a, range(10000000) b, t1 WHERE a.range % 7 = b.range % 5',
        tables: { t1 },
        signal: aborter.signal,
      })
      setTimeout(() => aborter.abort(new Error('enough')), delayMs)
      await expect(asked).rejects.toThrow('enough')
    }
  })

  it('leave nothing behind when writing fails or a path is taken', async () => {
    const target = path()
    const schema = [toColumnSchema('n', 'Int32')]
    async function* failing() {
      yield createTableFromRows(schema, [[1]])
      throw new Error('the source broke')
    }
    await expect(files.write(target, schema, failing())).rejects.toThrow('the source broke')
    expect(await readdir(folder)).not.toContain(target.split('/').at(-1))
    await writeFile(target, 'mine')
    await expect(files.write(target, schema, createTableFromRows(schema, [[1]]))).rejects.toThrow('EEXIST')
    expect(await readFile(target, 'utf8')).toBe('mine')
  })

  it('that are damaged, cut short or strange are refused', async () => {
    const { path: whole } = await people()
    const cut = path()
    await copyFile(whole, cut)
    await truncate(cut, 100)
    await expect(files.open(cut)).rejects.toThrow('contains invalid data')
    const strange = path()
    await writeFile(strange, 'no parquet at all')
    await expect(files.open(strange)).rejects.toThrow('contains invalid data')
    await expect(files.open(join(folder, 'gone.parquet'))).rejects.toThrow('cannot be opened')
  })
})
