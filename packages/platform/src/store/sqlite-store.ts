import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { AppError } from '@sluice/contracts'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import type { Clock } from '../clock/clock.ts'
import type { StoreTables } from './schema.ts'
import { createSqlStore } from './sql-store.ts'
import type { Store } from './store.ts'

/** Result code SQLITE_BUSY. */
const sqliteBusy = 5

export interface SqliteStoreOptions {
  /** Made when it is missing; several processes may open the same one. */
  readonly file: string
  readonly clock: Clock
  /** How often commits of other processes are looked for; default 50 ms. */
  readonly watchEveryMs?: number
}

/** A store in one SQLite file: write-ahead log, and every commit is on disk before it is acknowledged. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  let writing: DatabaseSync | undefined
  let reading: DatabaseSync | undefined
  try {
    writing = open(options.file)
    reading = open(options.file)
    reading.exec('PRAGMA query_only = 1')
  } catch (error) {
    writing?.close()
    throw new AppError('StoreUnavailable', { reason: `${options.file}: ${(error as Error).message}` }, { cause: error })
  }
  const writer = toKysely(writing)
  const reader = toKysely(reading)
  const dataVersion = reading.prepare('PRAGMA data_version')
  return createSqlStore(
    {
      writer,
      reader,
      schema: { autoIncrement: 'integer primary key autoincrement', keyType: 'text' },
      beginWrite: ['begin immediate'],
      beginRead: ['begin'],
      isBusy: (error) => (error as { errcode?: number }).errcode === sqliteBusy,
      watch(onCommit) {
        const read = () => (dataVersion.get() as { data_version: number }).data_version
        let last = read()
        const timer = setInterval(() => {
          const current = read()
          if (current !== last) onCommit()
          last = current
        }, options.watchEveryMs ?? 50)
        timer.unref()
        return async () => clearInterval(timer)
      },
      async close() {
        await reader.destroy()
        await writer.destroy()
      },
    },
    options.clock,
  )
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(
    'PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA busy_timeout = 0;',
  )
  return database
}

const toKysely = (database: DatabaseSync): Kysely<StoreTables> =>
  new Kysely<StoreTables>({ dialect: new SqliteDialect({ database: toDriver(database) }) })

/** The few methods that Kysely asks of a SQLite driver. */
function toDriver(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  return {
    close: () => database.close(),
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) return known
      const statement = database.prepare(text)
      const prepared = {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters: readonly unknown[]) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as SQLInputValue[])),
      }
      // Statements differ in their number of values only; the bound keeps odd callers from filling the memory.
      if (statements.size < 500) statements.set(text, prepared)
      return prepared
    },
  }
}
