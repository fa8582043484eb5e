import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts/errors'
import type { Clock, Log, Store, UsageStore, WorkQueue } from '@sluice/platform'
import type { Config } from './config.ts'

/** Each role that keeps documents has a database of its own: they are changed, backed up and scaled apart. */
export type StoreName = 'management' | 'ml'

/** Where the embedded database of a role is. */
export const storeFile = ({ dataFolder }: Config, name: StoreName): string => join(dataFolder, `${name}.db`)

/** Opens the documents of a role: in PostgreSQL where that is set, else in the data folder. @throws AppError `StoreUnavailable` */
export async function openStore(config: Config, name: StoreName, clock: Clock): Promise<Store> {
  if (config.databaseUrl !== undefined) {
    const { openPostgresStore } = await import('@sluice/platform/postgres-store')
    return openPostgresStore({ url: config.databaseUrl, schema: `sluice_${name}`, clock })
  }
  const { openSqliteStore } = await import('@sluice/platform/sqlite-store')
  const file = storeFile(config, name)
  makeForOwnerOnly(file)
  return openSqliteStore({ file, clock })
}

/** Opens what is kept of calls: apart from the documents, so that neither waits for the other. @throws AppError `StoreUnavailable` */
export async function openUsageStore(config: Config, clock: Clock): Promise<UsageStore> {
  if (config.databaseUrl !== undefined) {
    const { openPostgresUsageStore } = await import('@sluice/platform/postgres-usage-store')
    return openPostgresUsageStore({ url: config.databaseUrl, schema: 'sluice_usage', clock })
  }
  const { openSqliteUsageStore } = await import('@sluice/platform/sqlite-usage-store')
  const file = join(config.dataFolder, 'usage.db')
  makeForOwnerOnly(file)
  return openSqliteUsageStore({ file, clock })
}

/** Tasks of a role; of `ml` its batch jobs, and apart from them the parts of large ones. */
export type QueueName = StoreName | 'ml_parts'

/** Opens the tasks that the processes of a role share: beside its documents. @throws AppError `StoreUnavailable` */
export async function openQueue(config: Config, name: QueueName, clock: Clock, log: Log): Promise<WorkQueue> {
  if (config.databaseUrl !== undefined) {
    const { openPostgresQueue } = await import('@sluice/platform/postgres-queue')
    return openPostgresQueue({ url: config.databaseUrl, schema: `sluice_${name}_queue`, log })
  }
  const { openSqliteQueue } = await import('@sluice/platform/sqlite-queue')
  const file = join(config.dataFolder, `${name.replace('_', '-')}-queue.db`)
  makeForOwnerOnly(file)
  // The data folder is locked by its supervisor, and one process of it has the role.
  return openSqliteQueue({ file, clock, isOnlyProcess: true })
}

/** SQLite would make it for everyone to read; its write-ahead log takes over the mode of the file. */
function makeForOwnerOnly(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600))
  } catch (error) {
    throw new AppError('StoreUnavailable', { reason: (error as Error).message }, { cause: error })
  }
}
