import type { Clock } from '../clock/clock.ts'
import { openPostgresEngine, type PostgresEngineOptions } from '../store/postgres-engine.ts'
import { createSqlUsageStore } from './sql-usage-store.ts'
import type { UsageStore } from './usage-store.ts'

export interface PostgresUsageStoreOptions extends PostgresEngineOptions {
  readonly clock: Clock
}

/** The store in a schema of PostgreSQL, which several replicas of the management role share. */
export const openPostgresUsageStore = async (options: PostgresUsageStoreOptions): Promise<UsageStore> =>
  createSqlUsageStore(
    {
      engine: await openPostgresEngine(options),
      dialect: { autoIncrement: 'bigint generated always as identity primary key', bytes: 'bytea', byKey: '' },
      parameter: (number) => `$${number}`,
    },
    options,
  )
