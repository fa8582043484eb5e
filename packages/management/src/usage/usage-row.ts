import type { UsageRow, UsageSums } from '@sluice/contracts'

/** Sums as reports have them. @see reference: API Management, 4.8 */
export function toUsageRow(sums: UsageSums): UsageRow {
  const { success, blocked, failed, other } = sums
  return {
    callCountSuccess: success,
    callCountBlocked: blocked,
    callCountFailed: failed,
    callCountOther: other,
    callCountTotal: success + blocked + failed + other,
    bandwidth: sums.bytesIn + sums.bytesOut,
    cacheHitCount: sums.hits,
    cacheMissCount: sums.misses,
    apiTimeAvg: toAverage(sums.apiSum, sums.apiCount),
    apiTimeMin: toMilliseconds(sums.apiMin),
    apiTimeMax: toMilliseconds(sums.apiMax),
    serviceTimeAvg: toAverage(sums.serviceSum, sums.serviceCount),
    serviceTimeMin: toMilliseconds(sums.serviceMin),
    serviceTimeMax: toMilliseconds(sums.serviceMax),
  }
}

const toAverage = (sum: number, count: number) => (count === 0 ? 0 : toMilliseconds(sum / count))

/** To the microsecond: more digits mean nothing. */
export const toMilliseconds = (microseconds: number): number => Math.round(microseconds) / 1000
