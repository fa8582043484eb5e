import { describe, expect, it } from 'vitest'
import { bucketOfMicroseconds, microsecondsOfBucket, outcomeOfStatus, usageBucketCount } from './usage.ts'

describe('buckets of times', () => {
  it('give back any time up to an hour with an error of less than 1 %', () => {
    let before = -1
    for (let time = 0; time < 3_600_000_000; time = Math.floor(time * 1.0007) + 1) {
      const bucket = bucketOfMicroseconds(time)
      expect(bucket).toBeGreaterThanOrEqual(before)
      before = bucket
      expect(Math.abs(microsecondsOfBucket(bucket) - time)).toBeLessThanOrEqual(time * 0.01)
    }
  })

  it('hold every whole time around their bounds in ascending order', () => {
    for (let bucket = 1, time = 0; bucket < 128 + 64 * 10; bucket++) {
      while (bucketOfMicroseconds(time) < bucket) time++
      expect(bucketOfMicroseconds(time)).toBe(bucket)
    }
  })

  it('take what is longer than an hour into the last one', () => {
    expect(bucketOfMicroseconds(1e12)).toBe(usageBucketCount - 1)
    expect(bucketOfMicroseconds(-5)).toBe(0)
  })
})

describe('the outcome of a call', () => {
  it('is what reports call it', () => {
    const statuses = [200, 204, 301, 304, 307, 302, 308, 400, 401, 403, 404, 429, 500, 503, 0]
    expect(statuses.map((status) => `${status} ${outcomeOfStatus(status)}`)).toEqual([
      '200 success',
      '204 success',
      '301 success',
      '304 success',
      '307 success',
      '302 other',
      '308 other',
      '400 failed',
      '401 blocked',
      '403 blocked',
      '404 other',
      '429 blocked',
      '500 failed',
      '503 failed',
      '0 other',
    ])
  })
})
