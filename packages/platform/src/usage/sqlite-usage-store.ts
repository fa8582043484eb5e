import type { Clock } from '../clock/clock.ts'
import { openSqliteEngine, type SqliteEngineOptions } from '../store/sqlite-engine.ts'
import { createSqlUsageStore } from './sql-usage-store.ts'
import type { UsageStore } from './usage-store.ts'

export interface SqliteUsageStoreOptions extends SqliteEngineOptions {
  readonly clock: Clock
}

const mappedBytes = 1_000_000_000

/** The store in one SQLite file, apart from the documents: neither waits for the other's commits. */
export const openSqliteUsageStore = async (options: SqliteUsageStoreOptions): Promise<UsageStore> =>
  createSqlUsageStore(
    {
      engine: openSqliteEngine({ mappedBytes, ...options }),
      dialect: { autoIncrement: 'integer primary key autoincrement', bytes: 'blob', byKey: 'without rowid' },
      parameter: () => '?',
    },
    options,
  )

/** The same in memory. */
export const createMemoryUsageStore = ({ clock }: { readonly clock: Clock }): Promise<UsageStore> =>
  openSqliteUsageStore({ file: ':memory:', clock })
