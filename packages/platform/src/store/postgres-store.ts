import { openPostgresEngine, type PostgresEngineOptions } from './postgres-engine.ts'
import { createSqlStore, type SqlStoreOptions } from './sql-store.ts'
import type { Store } from './store.ts'

export interface PostgresStoreOptions extends SqlStoreOptions, PostgresEngineOptions {}

/** A store in PostgreSQL, for several machines: changes are numbered without a gap in the order of their commits. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  return createSqlStore(await openPostgresEngine(options), options)
}
