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
    ...toTimes('api', sums.apiCount, sums.apiSum, sums.apiMin, sums.apiMax),
    ...toTimes('service', sums.serviceCount, sums.serviceSum, sums.serviceMin, sums.serviceMax),
  }
}

type Times<Of extends string> = { readonly [Name in `${Of}Time${'Avg' | 'Min' | 'Max'}`]: number }

const toTimes = <Of extends 'api' | 'service'>(of: Of, count: number, sum: number, min: number, max: number) =>
  ({
    [`${of}TimeAvg`]: count === 0 ? 0 : toMilliseconds(sum / count),
    [`${of}TimeMin`]: count === 0 ? 0 : toMilliseconds(min),
    [`${of}TimeMax`]: toMilliseconds(max),
  }) as unknown as Times<Of>

/** To the microsecond: more digits mean nothing. */
export const toMilliseconds = (microseconds: number): number => Math.round(microseconds) / 1000
