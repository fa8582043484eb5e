import { join } from 'node:path'
import { readInstallation } from '@sluice/management'
import type { Clock, Store } from '@sluice/platform'
import { createSystemClock } from '@sluice/platform/clock'
import { openPostgresStore } from '@sluice/platform/postgres-store'
import { openSqliteStore } from '@sluice/platform/sqlite-store'
import type { Config } from '../../config.ts'

export const openManagementStore = (config: Config, clock: Clock): Promise<Store> =>
  config.databaseUrl === undefined
    ? openSqliteStore({ file: join(config.dataFolder, 'management.db'), clock })
    : openPostgresStore({ url: config.databaseUrl, clock, schema: 'management' })

/** Identifiers of the first instance, whether the role runs or not; undefined before the first start. */
export async function readInstallationIds(
  config: Config,
): Promise<{ readonly name: string; readonly subscriptionId: string; readonly resourceGroup: string } | undefined> {
  const store = await openManagementStore(config, createSystemClock())
  try {
    return await readInstallation(store)
  } finally {
    await store.close()
  }
}
