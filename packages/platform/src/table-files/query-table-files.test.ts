import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ColumnType, columnTypes, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  createTable,
  createTableFromRows,
  type SparseColumns,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTableFiles } from './duck-table-files.ts'
import type { TableFile, TableFiles } from './table-files.ts'

let folder: string
let files: TableFiles
let count = 0
const path = () => {
  count += 1
  return join(folder, `table-${count}.parquet`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'table-queries-'))
  files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const tableOf = (columns: Readonly<Record<string, ColumnType>>, ...rows: Cell[][]): Promise<TableFile> => {
  const schema = Object.entries(columns).map(([name, type]) => toColumnSchema(name, type))
  return files.write(path(), schema, createTableFromRows(schema, rows))
}

const ask = async (sql: string, tables: Record<string, TableFile>, more: { times?: 'milliseconds' } = {}) => {
  const result = await files.query({ sql, tables, into: path(), ...more })
  return { types: result.schema.map(({ type }) => type), rows: toRows(await files.read(result)) }
}

describe('queries over table files', () => {
  it('pass every type through, times as timestamps or as they are stored', async () => {
    const values: Record<ColumnType, Cell> = {
      String: 'é',
      Double: Number.POSITIVE_INFINITY,
      Single: 0.5,
      Int32: -(2 ** 31),
      Int64: -(2n ** 63n),
      Int16: -32_768,
      Byte: 255,
      Boolean: true,
      DateTime: 1_411_297_800_123.25,
      DateTimeOffset: -62_135_596_800_000,
      TimeSpan: -93_784_004.5,
    }
    const all = await tableOf(
      Object.fromEntries(columnTypes.map((type) => [type, type])),
      columnTypes.map((type) => values[type]),
      columnTypes.map(() => null),
    )
    const expected = {
      types: columnTypes,
      rows: [columnTypes.map((type) => values[type]), columnTypes.map(() => null)],
    }
    const sql = 'SELECT * FROM t1 ORDER BY "String" NULLS LAST'
    expect(await ask(sql, { t1: all })).toEqual(expected)
    const stored = await ask(sql, { t1: all }, { times: 'milliseconds' })
    expect(stored.rows).toEqual(expected.rows)
    expect(stored.types.slice(-3)).toEqual(['Double', 'Double', 'Double'])
  })

  it('show times as timestamps and intervals', async () => {
    const t1 = await tableOf(
      { moment: 'DateTime', zoned: 'DateTimeOffset', span: 'TimeSpan' },
      [0, 86_400_000, 5_400_000],
    )
    expect(
      await files.select({
        sql: 'SELECT moment::VARCHAR a, zoned::VARCHAR b, span::VARCHAR c FROM t1',
        tables: { t1 },
      }),
    ).toEqual([{ a: '1970-01-01 00:00:00', b: '1970-01-02 00:00:00+00', c: '01:30:00' }])
    expect(await ask("SELECT moment + span, date '2020-02-29' FROM t1", { t1 })).toEqual({
      types: ['DateTime', 'DateTime'],
      rows: [[5_400_000, Date.UTC(2020, 1, 29)]],
    })
  })

  it('map the types that only SQL has', async () => {
    const t1 = await tableOf({ n: 'Int32' }, [1], [2])
    expect(
      await ask(
        "SELECT sum(n) s, count(*) c, 1.5 d, {'a': [1, 2]} j, NULL z, 'x'::ENUM('x') e, TIME '00:00:01' t FROM t1",
        { t1 },
      ),
    ).toEqual({
      types: ['Double', 'Int64', 'Double', 'String', 'Int32', 'String', 'TimeSpan'],
      rows: [[3, 2n, 1.5, '{"a":[1,2]}', null, 'x', 1000]],
    })
  })

  it('keep the order that the query asks for, and all rows', async () => {
    const schema = [toColumnSchema('n', 'Int32')]
    const numbers = Array.from({ length: 200_000 }, (_, index) => [(index * 7919) % 200_003])
    const t1 = await files.write(path(), schema, createTableFromRows(schema, numbers))
    const { rows } = await ask('SELECT n FROM t1 ORDER BY n DESC', { t1 })
    expect(rows.flat()).toEqual(numbers.flat().sort((a, b) => Number(b) - Number(a)))
    expect((await ask('SELECT n FROM t1', { t1 })).rows).toEqual(numbers)
  })

  it('know columns whose names differ by letter case, are quoted or stand twice', async () => {
    const t1 = await tableOf({ a: 'Int32', A: 'Int32', 'x "y"': 'Int32' }, [1, 2, 3])
    expect((await files.read(t1)).schema.map(({ name }) => name)).toEqual(['a', 'A', 'x "y"'])
    expect(await files.sqlColumns(t1)).toEqual([
      { name: 'a', columns: [0] },
      { name: 'A_1', columns: [1] },
      { name: 'x "y"', columns: [2] },
    ])
    const result = await files.query({ sql: 'SELECT a, "A_1", "x ""y""", a, 4 FROM t1', tables: { t1 }, into: path() })
    expect(result.schema.map(({ name }) => name)).toEqual(['a', 'A_1', 'x "y"', 'a (1)', '4'])
    expect(toRows(await files.read(result))).toEqual([[1, 2, 3, 1, 4]])
  })

  it('give the result the names, roles and types that are wanted', async () => {
    const t1 = await tableOf({ n: 'Int32' }, [1])
    const schema: TableSchema = [{ name: 'Label', type: 'Int16', isCategorical: true, roles: ['label'] }]
    const into = path()
    const result = await files.query({ sql: 'SELECT n FROM t1', tables: { t1 }, into, schema })
    expect(await files.open(into)).toEqual(result)
    expect(result.schema).toEqual(schema)
    await expect(files.query({ sql: 'SELECT n, n FROM t1', tables: { t1 }, into: path(), schema })).rejects.toThrow(
      'The query gives 2 columns, where 1 are expected.',
    )
    await expect(files.query({ sql: 'SELECT 100000 FROM t1', tables: { t1 }, into: path(), schema })).rejects.toThrow(
      'Library exception: Conversion Error',
    )
  })

  const sparse: SparseColumns = {
    kind: 'sparse',
    schema: [toColumnSchema('h0', 'Int32'), toColumnSchema('h1', 'Int32'), toColumnSchema('h2', 'Int32')],
    rowStarts: Int32Array.of(0, 2, 2, 3),
    columnIndexes: Int32Array.of(0, 2, 1),
    values: Int32Array.of(5, 7, -1),
  }

  it('let sparse columns pass through as one, or name each', async () => {
    const ids = createTableFromRows([toColumnSchema('id', 'Int32')], [[1], [2], [3]])
    const table = createTable(3, [...ids.parts, sparse])
    const t1 = await files.write(path(), table.schema, table)
    const packed = await files.query({
      sql: 'SELECT * FROM t1 WHERE id <> 2 ORDER BY id DESC',
      tables: { t1 },
      into: path(),
    })
    const read = await files.read(packed)
    expect(read.parts.map(({ kind }) => kind)).toEqual(['column', 'sparse'])
    expect(read.schema.map(({ name }) => name)).toEqual(['id', 'h0', 'h1', 'h2'])
    expect(toRows(read)).toEqual([
      [3, 0, -1, 0],
      [1, 5, 0, 7],
    ])
    const each = await files.query({
      sql: 'SELECT h2 * 2 AS double, id FROM t1 ORDER BY id',
      tables: { t1 },
      into: path(),
      sparse: 'columns',
    })
    expect(toRows(await files.read(each))).toEqual([
      [14, 1],
      [0, 2],
      [0, 3],
    ])
  })

  it('spill to disk what the memory does not hold', async () => {
    const small = createTableFiles({ temporaryFolder: join(folder, 'small'), memoryLimitBytes: 64_000_000, threads: 1 })
    const t1 = await tableOf({ n: 'Int32' }, [1])
    const result = await small.query({
      sql: "SELECT i, 'text ' || (i * 7919 % 1000003) AS t FROM range(1500000) r(i), t1 ORDER BY t, i",
      tables: { t1 },
      into: path(),
    })
    expect(result.rowCount).toBe(1_500_000)
    expect(await readdir(join(folder, 'small'))).toEqual([])
  })

  it.each([
    `SELECT 1) TO '/tmp/sluice-escaped.parquet' (FORMAT parquet); SELECT (1`,
    `SELECT 1; SELECT 2`,
    `COPY t1 TO '/tmp/sluice-escaped.csv'`,
    `CREATE TABLE x AS SELECT 1`,
    `PRAGMA database_list`,
    `ATTACH '/tmp/sluice-escaped.db'`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `SET memory_limit = '8GB'`,
    `RESET enable_external_access`,
    `SELECT * FROM read_text('/etc/passwd')`,
    `SELECT * FROM '/etc/passwd'`,
    `SELECT * FROM read_blob('https://example.com/x')`,
    `SELECT * FROM glob('/*')`,
    `SELECT * FROM query('COPY (SELECT 1) TO ''/tmp/sluice-escaped.csv''')`,
    `SELECT getenv('HOME')`,
    `SELECT * FROM t1 WHERE`,
    ``,
    `SELECT 1 /*`,
  ])('do nothing but read their tables: %s', async (sql) => {
    const t1 = await tableOf({ n: 'Int32' }, [1])
    const into = path()
    await expect(files.query({ sql, tables: { t1 }, into })).rejects.toMatchObject({ code: 'LibraryException' })
    expect((await readdir(folder)).filter((name) => name.includes(into.split('/').at(-1) as string))).toEqual([])
    expect((await readdir('/tmp')).filter((name) => name.startsWith('sluice-escaped'))).toEqual([])
  })

  it('take comments and a semicolon at the end', async () => {
    const t1 = await tableOf({ n: 'Int32' }, [1])
    expect((await ask('SELECT n /* of */ FROM t1; -- the end', { t1 })).rows).toEqual([[1]])
  })

  it('say what is wrong without saying where files lie', async () => {
    const t1 = await tableOf({ n: 'Int32' }, [1])
    const failure = await files.query({ sql: 'SELECT m FROM t1', tables: { t1 }, into: path() }).catch((error) => error)
    expect(failure.message).toContain('Referenced column "m" not found')
    expect(failure.message).not.toContain(folder)
  })

  it('end with what they belong to, and leave no folder', async () => {
    const temporaryFolder = join(folder, 'closing')
    const closed = createTableFiles({ temporaryFolder })
    const t1 = await tableOf({ n: 'Int32' }, [1])
    const sql = 'SELECT count(*) FROM range(100000000000) a, t1'
    const asked = closed.select({ sql, tables: { t1 } }).catch((error: Error) => error.message)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await closed.close()
    expect(await asked).toBe('The table files were closed.')
    await expect(closed.select({ sql: 'SELECT 1 AS n', tables: {} })).rejects.toThrow('were closed')
    expect(await readdir(temporaryFolder)).toEqual([])
  })

  it('take away the folders of processes that were killed', async () => {
    const temporaryFolder = join(folder, 'swept')
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    for (const owner of [dead, process.pid]) {
      await mkdir(join(temporaryFolder, `query-${owner}-abc`, 'spill'), { recursive: true })
    }
    await createTableFiles({ temporaryFolder }).select({ sql: 'SELECT 1 AS n', tables: {} })
    expect(await readdir(temporaryFolder)).toEqual([`query-${process.pid}-abc`])
  })
})
