import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTableFromRows, type Table, toColumnSchema, toRows } from '@sluice/dataflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTableFiles } from '../table-files/duck-table-files.ts'
import type { TableFile, TableFiles } from '../table-files/table-files.ts'
import { createLocalSqlScripts } from './local-sql-scripts.ts'
import { describeSqlScripts } from './sql-scripts.suite.ts'
import type { SqlScripts } from './sql-scripts.ts'

let folder: string
let files: TableFiles
let scripts: SqlScripts
let count = 0
const path = () => {
  count += 1
  return join(folder, `file-${count}`)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sql-scripts-'))
  files = createTableFiles({ temporaryFolder: join(folder, 'spill') })
  scripts = createLocalSqlScripts({ tableFiles: files })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describeSqlScripts('scripts over tables in memory', () => scripts)
describeSqlScripts('scripts over files', () => ({
  async run(script, tables) {
    const inputs: Record<string, TableFile> = {}
    for (const [name, table] of Object.entries(tables)) inputs[name] = await files.write(path(), table.schema, table)
    const temporaryPath = path()
    try {
      return await files.read(await scripts.runOnFiles(script, inputs, { into: path(), temporaryPath }))
    } finally {
      expect((await readdir(folder)).filter((name) => join(folder, name).startsWith(temporaryPath))).toEqual([])
    }
  },
}))

describe('a script in this process', () => {
  const numbers: Table = createTableFromRows(
    [toColumnSchema('n', 'Int32')],
    Array.from({ length: 3000 }, (_, row) => [row]),
  )

  it('ends between rows when it is aborted', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(scripts.run('select * from t1', { t1: numbers }, { signal })).rejects.toThrow('cancelled')
  })

  it('leaves the tables as they were', async () => {
    await scripts.run('delete from t1; select 1', { t1: numbers })
    expect(toRows(await scripts.run('select count(*) from t1', { t1: numbers }))).toEqual([[3000]])
  })
})
