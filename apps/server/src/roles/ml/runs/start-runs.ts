import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { StorageAccount } from '@sluice/contracts'
import { modules, type RunService, startRunService } from '@sluice/ml'
import type { Artifacts, Clock, Log, Secrets, Spans, SqlScripts, Store } from '@sluice/platform'
import type { Config } from '../../../config.ts'
import { toStoragePlace } from '../storage-place.ts'
import { createRunWorkerPool } from './run-worker-pool.ts'

export interface StartRunsOptions {
  readonly config: Config
  readonly store: Store
  readonly artifacts: Artifacts
  readonly clock: Clock
  readonly log: Log
  readonly secrets: Secrets
  readonly sql: SqlScripts
  readonly account: StorageAccount
  readonly spans?: Spans | undefined
}

const bytesPerMegabyte = 1_048_576
const msPerDay = 86_400_000

/** The runs of this role, their modules in processes of their own. */
export function startRuns(options: StartRunsOptions): {
  readonly service: RunService
  close(): Promise<void>
} {
  const { config, store, artifacts, clock, log, secrets, sql, account, spans } = options
  const memoryBytes = config.runMemoryMegabytes * bytesPerMegabyte
  const executor = createRunWorkerPool({
    count: config.runWorkers,
    memoryBytes,
    storage: () => toStoragePlace(account),
    setting: {
      folder: join(config.dataFolder, 'ml'),
      allowLoopback: config.allowLoopback,
      memoryBytes,
      maxDownloadBytes: config.maxUploadMegabytes * 1_000_000,
    },
    readDocument: async (key) => (await store.get(key))?.body,
  })
  const service = startRunService({
    store,
    artifacts,
    modules,
    executor,
    clock,
    log,
    spans,
    secrets,
    sql,
    randomBytes: (count) => randomBytes(count),
    // The embedded database belongs to one role, and the data folder to one supervisor.
    isAlone: config.databaseUrl === undefined,
    cacheLimits: {
      maxBytes: config.runCacheMegabytes * bytesPerMegabyte,
      maxAgeMs: config.runCacheDays * msPerDay,
    },
  })
  return {
    service,
    async close() {
      await service.close()
      await executor.close()
    },
  }
}
