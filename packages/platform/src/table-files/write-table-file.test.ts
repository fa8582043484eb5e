import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createColumn,
  createTable,
  createTableFromRows,
  type SparseColumns,
  toColumnSchema,
  toRows,
} from '@sluice/dataflow'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openParquet } from './parquet/parquet-reader.ts'
import { openTableFile, readTableFile } from './read-table-file.ts'
import { writeTableFile } from './write-table-file.ts'

let folder: string
let count = 0
const path = () => {
  count += 1
  return join(folder, `table-${count}.parquet`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'table-writes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('writing table files', () => {
  it('keeps what no other number is: minus zero, NaN that is a value, ticks of 100 nanoseconds', async () => {
    const table = createTable(3, [
      createColumn({ ...toColumnSchema('d', 'Double'), type: 'Double' }, Float64Array.of(-0, Number.NaN, 5e-324)),
      createColumn({ ...toColumnSchema('t', 'TimeSpan'), type: 'TimeSpan' }, Float64Array.of(0.0001, -0.0001, 1.5)),
    ])
    const read = await readTableFile(await writeTableFile(path(), table.schema, table))
    expect(toRows(read)).toEqual([
      [-0, 0.0001],
      [Number.NaN, -0.0001],
      [5e-324, 1.5],
    ])
    expect(read.parts.map((part) => part.kind === 'column' && part.missing)).toEqual([undefined, undefined])
  })

  it('makes smaller row groups of wide tables, so that what is read at once has an end', async () => {
    const values = new Uint8Array(8192).fill(1)
    const columns = Array.from({ length: 2_100 }, (_, index) =>
      createColumn({ ...toColumnSchema(`c${index}`, 'Boolean'), type: 'Boolean' }, values),
    )
    const table = createTable(8192, columns)
    const reader = await openParquet((await writeTableFile(path(), table.schema, table)).path)
    await reader.close()
    expect(reader.metadata.rowGroups.map(({ rowCount }) => rowCount)).toEqual([7618, 574])
  })

  it('costs for sparse columns what they hold', async () => {
    const rowCount = 100_000
    const each = 10
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema: Array.from({ length: 1024 }, (_, index) => toColumnSchema(`h${index}`, 'Int32')),
      rowStarts: Int32Array.from({ length: rowCount + 1 }, (_, row) => row * each),
      columnIndexes: Int32Array.from({ length: rowCount * each }, (_, at) => (at % each) * 100 + (at % 97)),
      values: new Int32Array(rowCount * each).fill(1),
    }
    const file = await writeTableFile(path(), sparse.schema, createTable(rowCount, [sparse]))
    expect(file.byteCount).toBeLessThan(rowCount * each * 8)
    expect((await readTableFile(file)).parts).toEqual([sparse])
  })

  it('puts tables together that are made in different ways', async () => {
    const schema = [toColumnSchema('a', 'Int32'), toColumnSchema('b', 'Int32')]
    const sparse: SparseColumns = {
      kind: 'sparse',
      schema,
      rowStarts: Int32Array.of(0, 1, 2),
      columnIndexes: Int32Array.of(1, 0),
      values: Int32Array.of(9, 8),
    }
    const both = [createTable(2, [sparse]), createTableFromRows(schema, [[1, 0]])]
    const expected = [
      [0, 9],
      [8, 0],
      [1, 0],
    ]
    const first = await readTableFile(await writeTableFile(path(), schema, both))
    expect([first.parts.length, toRows(first)]).toEqual([1, expected])
    const second = await readTableFile(await writeTableFile(path(), schema, both.toReversed()))
    expect([second.parts.length, toRows(second)]).toEqual([2, [expected[2], expected[0], expected[1]]])
  })

  it('takes texts of any length, many that are the same and many that are not', async () => {
    const schema = [toColumnSchema('t', 'String')]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('a', 'b', null)), {
          maxLength: 50,
        }),
        fc.nat(3000),
        async (texts, repeats) => {
          const rows = [...texts, ...Array.from({ length: repeats }, (_, index) => `n${index % 1500}`)].map((text) => [
            text,
          ])
          const file = await writeTableFile(path(), schema, createTableFromRows(schema, rows))
          // A lone half of a surrogate pair has no UTF-8: it becomes the sign for what cannot be read.
          expect(toRows(await readTableFile(file))).toEqual(rows.map(([text]) => [text?.toWellFormed() ?? null]))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('finds every damaged byte of the data', async () => {
    const schema = [toColumnSchema('n', 'Int32'), toColumnSchema('t', 'String')]
    const rows = Array.from({ length: 300 }, (_, index) => [index * 31, `text ${index}`])
    const file = await writeTableFile(path(), schema, createTableFromRows(schema, rows))
    const handle = await open(file.path, 'r+')
    const { size } = await stat(file.path)
    for (let offset = 4; offset < size; offset += 13) {
      const byte = Buffer.alloc(1)
      await handle.read(byte, 0, 1, offset)
      await handle.write(Buffer.of((byte[0] as number) ^ 0x41), 0, 1, offset)
      const outcome = await readTableFile(file).then(
        (table) => toRows(table),
        (error) => error.code,
      )
      // What nothing depends on (a size that is only told) may change; cells may not.
      if (outcome !== 'DataInvalid') expect(outcome).toEqual(rows)
      await handle.write(byte, 0, 1, offset)
    }
    await handle.close()
    expect(toRows(await readTableFile(file))).toEqual(rows)
  })

  it('leaves nothing under the name when the program is killed', async () => {
    const target = join(folder, 'killed.parquet')
    const script = `
      const { createTableFromRows, toColumnSchema } = await import('@sluice/dataflow')
      const { writeTableFile } = await import(${JSON.stringify(join(import.meta.dirname, 'write-table-file.ts'))})
      const schema = [toColumnSchema('n', 'Double')]
      async function* endless() {
        for (let count = 0; ; count += 1) {
          if (count === 40) console.log('writing')
          yield createTableFromRows(schema, Array.from({ length: 5000 }, () => [Math.random()]))
        }
      }
      await writeTableFile(${JSON.stringify(target)}, schema, endless())`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await readdir(folder)).filter((name) => name === 'killed.parquet')).toEqual([])
    await expect(openTableFile(target)).rejects.toMatchObject({ code: 'DataInvalid' })
  })

  it('stops when it is told to', async () => {
    const schema = [toColumnSchema('n', 'Int32')]
    const aborter = new AbortController()
    async function* endless() {
      for (let count = 0; ; count += 1) {
        if (count === 3) aborter.abort(new Error('enough'))
        yield createTableFromRows(schema, [[count]])
      }
    }
    const target = path()
    await expect(writeTableFile(target, schema, endless(), aborter.signal)).rejects.toThrow('enough')
    expect((await readdir(folder)).filter((name) => name.includes(`table-${count}`))).toEqual([])
  })
})
