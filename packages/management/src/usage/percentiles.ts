import { microsecondsOfBucket, type Percentiles } from '@sluice/contracts'
import { toMilliseconds } from './usage-row.ts'

/** @param buckets bucket, calls, bucket, calls …, ascending by bucket */
export function toPercentiles(buckets: readonly number[]): Percentiles {
  let count = 0
  for (let index = 1; index < buckets.length; index += 2) count += buckets[index] ?? 0
  return {
    p50: percentile(buckets, count, 0.5),
    p95: percentile(buckets, count, 0.95),
    p99: percentile(buckets, count, 0.99),
  }
}

/** Time of the call at this rank: the smallest that so large a share of calls does not exceed. */
function percentile(buckets: readonly number[], count: number, share: number): number | null {
  const rank = Math.ceil(count * share)
  let passed = 0
  for (let index = 0; index < buckets.length; index += 2) {
    passed += buckets[index + 1] ?? 0
    if (passed >= rank) return toMilliseconds(microsecondsOfBucket(buckets[index] ?? 0))
  }
  return null
}
