import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgresql, startPostgresql, type TestPostgresql } from '../../../../tests/support/postgresql.ts'
import { createFixedClock } from '../clock/fixed-clock.ts'
import { openPostgresUsageStore } from './postgres-usage-store.ts'
import { createMemoryUsageStore, openSqliteUsageStore } from './sqlite-usage-store.ts'
import { cellOf, describeUsageStore, noon } from './usage-store.suite.ts'

describeUsageStore('the store of usage in memory', async (clock) => {
  const store = await createMemoryUsageStore({ clock })
  return { store, close: () => store.close() }
})

describeUsageStore('the store of usage in SQLite', async (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-usage-'))
  const open = () => openSqliteUsageStore({ file: join(folder, 'usage.db'), clock })
  const [store, neighbour] = await Promise.all([open(), open()])
  return {
    store,
    neighbour,
    async close() {
      await Promise.all([store.close(), neighbour.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

const postgresql = findPostgresql()
const reason = 'reason' in postgresql ? `: skipped, ${postgresql.reason}` : ''
describe.skipIf('reason' in postgresql)(`with a PostgreSQL server${reason}`, () => {
  let server: TestPostgresql
  beforeAll(async () => {
    if ('folder' in postgresql) server = await startPostgresql(postgresql.folder)
  })
  afterAll(() => server?.stop())

  describeUsageStore('the store of usage in PostgreSQL', async (clock) => {
    const open = () => openPostgresUsageStore({ url: server.url, schema: 'usage', clock })
    const [store, neighbour] = await Promise.all([open(), open()])
    return {
      store,
      neighbour,
      close: async () => {
        await Promise.all([store.close(), neighbour.close()])
      },
    }
  })
})

it('has what was accepted after it was opened again, though nobody had summed it up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-usage-'))
  const open = () => openSqliteUsageStore({ file: join(folder, 'usage.db'), clock: createFixedClock(noon) })
  const first = await open()
  await first.accept({ gateway: 'a'.repeat(32), number: 1, cells: [cellOf()], records: [] })
  await first.close()
  const second = await open()
  const { rows } = await second.read({ service: 'contoso', from: noon, to: noon + 60_000 })
  expect(rows.map(({ sums }) => sums.success)).toEqual([1])
  await second.close()
  rmSync(folder, { recursive: true, force: true })
})
