import { createSqlStore, type SqlStoreOptions } from './sql-store.ts'
import { openSqliteEngine, type SqliteEngineOptions } from './sqlite-engine.ts'
import type { Store } from './store.ts'

export interface SqliteStoreOptions extends SqlStoreOptions, SqliteEngineOptions {}

/** A store in one SQLite file. @throws AppError `StoreUnavailable`, `StoreTooNew` */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  return createSqlStore(openSqliteEngine(options), options)
}
