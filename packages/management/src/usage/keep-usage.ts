import type { UsageRetention } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { purgeUsageOf } from '../services/deleted-service.ts'

export const defaultUsageRetention: UsageRetention = {
  minutesForDays: 2,
  hoursForDays: 35,
  daysForDays: 400,
  recordsForDays: 7,
  mostRecords: 500_000,
  mostRecordBytes: 1_000_000_000,
}

/** Removes what is kept no longer, and what is left of services that are gone for good. */
export async function keepUsage(
  environment: Pick<ManagementEnvironment, 'usage' | 'store'>,
  retention: UsageRetention,
  signal: AbortSignal,
): Promise<void> {
  await environment.usage.prune(retention, signal)
  for (const name of await environment.usage.services()) {
    if (signal.aborted) return
    await purgeUsageOf(environment, name)
  }
}
