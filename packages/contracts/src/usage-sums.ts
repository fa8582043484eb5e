/** Calls of one subject and time, summed up. Times in microseconds. */
export interface UsageSums {
  readonly success: number
  readonly blocked: number
  readonly failed: number
  readonly other: number
  readonly hits: number
  readonly misses: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly apiCount: number
  readonly apiSum: number
  /** Means nothing without calls, like `apiMax`. */
  readonly apiMin: number
  readonly apiMax: number
  readonly serviceCount: number
  readonly serviceSum: number
  readonly serviceMin: number
  readonly serviceMax: number
}

export const noUsage: UsageSums = {
  success: 0,
  blocked: 0,
  failed: 0,
  other: 0,
  hits: 0,
  misses: 0,
  bytesIn: 0,
  bytesOut: 0,
  apiCount: 0,
  apiSum: 0,
  apiMin: 0,
  apiMax: 0,
  serviceCount: 0,
  serviceSum: 0,
  serviceMin: 0,
  serviceMax: 0,
}

export function addSums(one: UsageSums, other: UsageSums): UsageSums {
  return {
    success: one.success + other.success,
    blocked: one.blocked + other.blocked,
    failed: one.failed + other.failed,
    other: one.other + other.other,
    hits: one.hits + other.hits,
    misses: one.misses + other.misses,
    bytesIn: one.bytesIn + other.bytesIn,
    bytesOut: one.bytesOut + other.bytesOut,
    apiCount: one.apiCount + other.apiCount,
    apiSum: one.apiSum + other.apiSum,
    apiMin: lower(one.apiCount, one.apiMin, other.apiCount, other.apiMin),
    apiMax: Math.max(one.apiMax, other.apiMax),
    serviceCount: one.serviceCount + other.serviceCount,
    serviceSum: one.serviceSum + other.serviceSum,
    serviceMin: lower(one.serviceCount, one.serviceMin, other.serviceCount, other.serviceMin),
    serviceMax: Math.max(one.serviceMax, other.serviceMax),
  }
}

function lower(count: number, min: number, otherCount: number, otherMin: number): number {
  if (count === 0) return otherMin
  return otherCount === 0 ? min : Math.min(min, otherMin)
}

export const totalCalls = ({ success, blocked, failed, other }: UsageSums): number => success + blocked + failed + other

/**
 * How the calls of a sum are spread over statuses and over buckets of time. Each list is key, calls, key, calls …, in
 * ascending order of keys.
 */
export interface Spread {
  readonly statuses: readonly number[]
  /** By bucket. @see bucketOfMicroseconds */
  readonly api: readonly number[]
  readonly service: readonly number[]
}

export const noSpread: Spread = { statuses: [], api: [], service: [] }

export const addSpreads = (one: Spread, other: Spread): Spread => ({
  statuses: addCounts(one.statuses, other.statuses),
  api: addCounts(one.api, other.api),
  service: addCounts(one.service, other.service),
})

/** Merges two lists of key, calls, key, calls … */
export function addCounts(one: readonly number[], other: readonly number[]): readonly number[] {
  if (one.length === 0) return other
  if (other.length === 0) return one
  const sum: number[] = []
  let [left, right] = [0, 0]
  while (left < one.length || right < other.length) {
    const key = one[left] ?? Number.POSITIVE_INFINITY
    const otherKey = other[right] ?? Number.POSITIVE_INFINITY
    let calls = 0
    if (key <= otherKey) {
      calls += one[left + 1] ?? 0
      left += 2
    }
    if (otherKey <= key) {
      calls += other[right + 1] ?? 0
      right += 2
    }
    sum.push(Math.min(key, otherKey), calls)
  }
  return sum
}
