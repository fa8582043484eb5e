import type { Config } from '../../../config.ts'
import type { WorkerSetting } from '../worker-messages.ts'
import { collectUsage, type UsageReading } from './collect-usage.ts'
import { createUsagePoster, type UsagePosterOptions } from './post-usage.ts'
import { openUsageSpool } from './usage-spool.ts'

/** What the main thread of a gateway does about usage: takes it from the workers, keeps it on disk, posts it. */
export interface GatewayUsage {
  /** Memory in which a worker that starts counts; undefined = calls are not counted. */
  openWorker(): SharedArrayBuffer | undefined
  endWorker(setting: Pick<WorkerSetting, 'usage'>): void
  keepRecords(records: readonly string[]): void
  /** What was counted since the start. */
  readUsage(): UsageReading
  /** The address of management changed. */
  hurry(): void
  /** After the last worker has ended. */
  close(): void
}

export function openUsage(
  options: Omit<UsagePosterOptions, 'spool' | 'random'> & {
    readonly config: Pick<Config, 'gatewayUsage' | 'gatewayUsageMegabytes'>
    readonly folder: string
  },
): GatewayUsage {
  const { config, folder, log } = options
  if (!config.gatewayUsage) return noUsage
  const spool = openUsageSpool(folder, config.gatewayUsageMegabytes * 1_048_576, log)
  const poster = createUsagePoster({ ...options, spool })
  const collector = collectUsage({ spool, log, onAdded: poster.wake })
  // What the process before left.
  poster.wake()
  return {
    openWorker: collector.open,
    endWorker({ usage }) {
      if (usage !== undefined) collector.end(usage)
    },
    keepRecords: collector.keepRecords,
    readUsage: collector.readUsage,
    hurry: poster.hurry,
    close() {
      collector.close()
      poster.close()
      collector.flush()
    },
  }
}

const noUsage: GatewayUsage = {
  openWorker: () => undefined,
  endWorker() {},
  keepRecords() {},
  readUsage: () => ({ cells: [], recordsLeftOut: 0, callsFolded: 0, waitingBytes: 0 }),
  hurry() {},
  close() {},
}
