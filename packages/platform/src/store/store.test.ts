import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPostgresql, startPostgresql, type TestPostgresql } from '../../../../tests/support/postgresql.ts'
import { createSystemClock } from '../clock/system-clock.ts'
import { createMemoryStore } from './memory-store.ts'
import { openPostgresStore } from './postgres-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { describeStore } from './store.suite.ts'
import type { Store } from './store.ts'

const clock = createSystemClock()

describeStore('the store in memory', async (options) => {
  const store = createMemoryStore({ clock, ...options })
  return { store, close: () => store.close() }
})

describeStore('the store in SQLite', async (options) => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
  // Opened at once, as two processes do at their start: both bring the schema up to date.
  const open = () => openSqliteStore({ file: join(folder, 'store.db'), clock, ...options })
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
  let schemas = 0
  beforeAll(async () => {
    if ('folder' in postgresql) server = await startPostgresql(postgresql.folder)
  })
  afterAll(() => server?.stop())

  describeStore('the store in PostgreSQL', async (options) => {
    schemas += 1
    const open = () => openPostgresStore({ url: server.url, clock, schema: `suite_${schemas}`, ...options })
    const [store, neighbour] = await Promise.all([open(), open()])
    return {
      store,
      neighbour,
      close: async () => {
        await Promise.all([store.close(), neighbour.close()])
      },
    }
  })

  it('outlives its connections: calls fail with a clear error, then work again, and commits are told again', async () => {
    const store = await openPostgresStore({ url: server.url, clock, schema: 'lost' })
    const neighbour = await openPostgresStore({ url: server.url, clock, schema: 'lost' })
    const write = (on: Store, key: string) =>
      on.transact({ actor: 'test' }, (transaction) => transaction.put({ key, collection: '/', body: {} }))
    await write(store, '/before')
    const cut = store.transact({ actor: 'test' }, async (transaction) => {
      await transaction.put({ key: '/cut', collection: '/', body: {} })
      await endAllConnections(server.url)
      await transaction.put({ key: '/cut', collection: '/', body: { again: true } })
    })
    await expect(cut).rejects.toMatchObject({ code: 'StoreUnavailable' })
    const told: number[] = []
    store.onChange((changeNumber) => told.push(changeNumber))
    await write(neighbour, '/after')
    await expect.poll(() => told, { timeout: 10_000 }).toEqual([2])
    expect((await store.readAll()).documents.map(({ key }) => key)).toEqual(['/before', '/after'])
    await Promise.all([store.close(), neighbour.close()])
  })

  it('says that a commit may have been kept when the connection broke during it', async () => {
    const proxy = await breakAtCommit(Number(new URL(server.url).port))
    const store = await openPostgresStore({ url: server.url, clock, schema: 'unsure' })
    const unlucky = await openPostgresStore({
      url: `postgres://sluice@127.0.0.1:${proxy.port}/postgres`,
      clock,
      schema: 'unsure',
    })
    proxy.arm()
    const writing = unlucky.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key: '/a', collection: '/', body: {} }),
    )
    await expect(writing).rejects.toMatchObject({ code: 'StoreOutcomeUnknown' })
    await expect.poll(async () => (await store.get('/a'))?.key).toBe('/a')
    await Promise.all([store.close(), unlucky.close()])
    await proxy.close()
  })
})

/** A way to the server that, once armed, hands a commit on and goes away before the answer. */
async function breakAtCommit(serverPort: number) {
  let isArmed = false
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    upstream.pipe(client)
    client.on('close', () => upstream.end())
    client.on('data', (chunk) => {
      upstream.write(chunk)
      if (isArmed && chunk.includes('commit\0')) client.destroy()
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: (proxy.address() as AddressInfo).port,
    arm() {
      isArmed = true
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
}

/** As a restart of the server does it. */
async function endAllConnections(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
  await client.end()
}

describe('opening a store', () => {
  it('says where it failed when the file cannot be opened', async () => {
    const opening = openSqliteStore({ file: '/nowhere/at/all.db', clock })
    await expect(opening).rejects.toThrow(
      'The database cannot be used: /nowhere/at/all.db: unable to open database file',
    )
  })

  it('says so when the file is not a database, or one of a newer version, and leaves it alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
    const [text, newer] = [join(folder, 'text.db'), join(folder, 'newer.db')]
    writeFileSync(text, 'this is not a database '.repeat(100))
    await expect(openSqliteStore({ file: text, clock })).rejects.toThrow(`${text}: file is not a database`)
    await (await openSqliteStore({ file: newer, clock })).close()
    const database = new DatabaseSync(newer)
    database.exec('update meta set schema_version = 99')
    await expect(openSqliteStore({ file: newer, clock })).rejects.toMatchObject({ code: 'StoreTooNew' })
    expect(database.prepare('select schema_version from meta').get()).toEqual({ schema_version: 99 })
    database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('brings a file of the first schema up to date, with all that is in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
    const file = join(folder, 'first.db')
    const database = new DatabaseSync(file)
    database.exec(firstSchema)
    database.close()
    const store = await openSqliteStore({ file, clock })
    const [row] = await store.audit({ limit: 1 })
    expect([row?.key, row?.before, row?.after]).toEqual(['/c/a', undefined, undefined])
    expect((await store.find({ from: { linkedFrom: '/c' } })).documents.map(({ body }) => body)).toEqual([{ n: 1 }])
    await store.transact({ actor: 'test' }, (transaction) => transaction.remove('/c/a'))
    expect((await store.audit({ limit: 1 }))[0]).toMatchObject({ position: 2, action: 'delete', before: { n: 1 } })
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('says why when no server answers, without the password', async () => {
    const opening = openPostgresStore({ url: 'postgres://erika:sesame@localhost:1/x', clock, schema: 's' })
    await expect(opening).rejects.toThrow(
      /^The database cannot be used: connect ECONNREFUSED .*:1\. Nothing was changed\.$/,
    )
  })

  it('refuses schema names that are not plain', async () => {
    await expect(openPostgresStore({ url: 'postgres://x', clock, schema: 'a"b' })).rejects.toThrow('Not a schema name')
  })
})

/** Schema version 1 as SQLite had it, with one document that links to itself. */
const firstSchema = `
  create table meta (
    id integer primary key, schema_version integer not null, change_number bigint not null, ordinal bigint not null);
  insert into meta values (1, 1, 1, 1);
  create table documents (
    key text primary key, collection text not null, body text not null, entity_tag text not null,
    ordinal bigint not null, change_number bigint not null);
  create index documents_by_collection on documents (collection, ordinal);
  insert into documents values ('/c/a', '/c', '{"n":1}', 'tag', 1, 1);
  create table document_indexes (
    name text not null, value text not null, key text not null, is_unique integer not null,
    primary key (name, value, key));
  create index document_indexes_by_key on document_indexes (key);
  create unique index document_indexes_unique on document_indexes (name, value) where is_unique = 1;
  insert into document_indexes values ('target', '/c/a', '/c/a', 0);
  create table changes (change_number bigint primary key, payload text not null);
  insert into changes values (1, '{"put":[],"removed":[]}');
  create table audit (
    position integer primary key autoincrement, change_number bigint not null, at text not null, actor text not null,
    request_id text, action text not null, key text not null);
  create index audit_by_key on audit (key);
  insert into audit values (1, 1, '2024-01-01T00:00:00.000Z', 'erika', null, 'create', '/c/a');
`
