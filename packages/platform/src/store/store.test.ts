import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPostgresql, startPostgresql } from '../../../../tests/support/postgresql.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { createMemoryStore } from './memory-store.ts'
import { openPostgresStore } from './postgres-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { describeStore } from './store.suite.ts'

const clock = createSystemClock()

describeStore('the store in memory', async () => {
  const store = createMemoryStore({ clock })
  return { store, close: () => store.close() }
})

describeStore('the store in SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
  const file = join(folder, 'store.db')
  // Opened at once, as two processes do at their start: both bring the schema up to date.
  const [store, neighbour] = await Promise.all([openSqliteStore({ file, clock }), openSqliteStore({ file, clock })])
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
if ('folder' in postgresql) {
  describeStore('the store in PostgreSQL', async () => {
    const server = await startPostgresql(postgresql.folder)
    const open = () => openPostgresStore({ url: server.url, clock, schema: 'suite' })
    const [store, neighbour] = await Promise.all([open(), open()])
    return {
      store,
      neighbour,
      async close() {
        await Promise.all([store.close(), neighbour.close()])
        await server.stop()
      },
    }
  })
} else {
  describe.skip(`the store in PostgreSQL: ${postgresql.reason}`, () => {
    it('runs the suite', () => undefined)
  })
}

describe('opening a store', () => {
  it('says where it failed when the file cannot be opened', async () => {
    const opening = openSqliteStore({ file: '/nowhere/at/all.db', clock })
    await expect(opening).rejects.toThrow(
      'The database cannot be used: /nowhere/at/all.db: unable to open database file',
    )
  })

  it('refuses schema names that are not plain', async () => {
    await expect(openPostgresStore({ url: 'postgres://x', clock, schema: 'a"b' })).rejects.toThrow('Not a schema name')
  })
})
