import { microsecondsOfBucket, type Percentiles } from '@sluice/contracts'
import { toMilliseconds } from './usage-row.ts'

/** @param buckets bucket, calls, bucket, calls …, ascending by bucket */
export function toPercentiles(buckets: readonly number[]): Percentiles {
  const count = countOf(buckets)
  const percentile = (share: number) => {
    const time = timeOfShare(buckets, count, share)
    return time === undefined ? null : toMilliseconds(time)
  }
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) }
}

/** Calls of all buckets. */
export function countOf(buckets: readonly number[]): number {
  let count = 0
  for (let index = 1; index < buckets.length; index += 2) count += buckets[index] ?? 0
  return count
}

/** Microseconds that so large a share of `count` calls does not exceed; undefined = there are none. */
export function timeOfShare(buckets: readonly number[], count: number, share: number): number | undefined {
  const rank = Math.ceil(count * share)
  let passed = 0
  for (let index = 0; index < buckets.length; index += 2) {
    passed += buckets[index + 1] ?? 0
    if (passed >= rank) return microsecondsOfBucket(buckets[index] ?? 0)
  }
  return undefined
}
