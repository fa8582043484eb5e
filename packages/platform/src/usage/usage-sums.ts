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

/** Columns of the tables in the order of their statements, with the member that each holds. */
export const sumColumns = [
  ['success', 'success'],
  ['blocked', 'blocked'],
  ['failed', 'failed'],
  ['other', 'other'],
  ['hits', 'hits'],
  ['misses', 'misses'],
  ['bytes_in', 'bytesIn'],
  ['bytes_out', 'bytesOut'],
  ['api_count', 'apiCount'],
  ['api_sum', 'apiSum'],
  ['api_min', 'apiMin'],
  ['api_max', 'apiMax'],
  ['service_count', 'serviceCount'],
  ['service_sum', 'serviceSum'],
  ['service_min', 'serviceMin'],
  ['service_max', 'serviceMax'],
] as const satisfies readonly (readonly [string, keyof UsageSums])[]

/** A row with these columns; PostgreSQL gives large numbers as texts, and a minimum of none as null. */
export function toSums(row: Readonly<Record<string, unknown>>): UsageSums {
  const sums: Record<string, number> = {}
  for (const [column, member] of sumColumns) sums[member] = Number(row[column] ?? 0)
  return sums as unknown as UsageSums
}
