import type { UsageSums } from '@sluice/contracts'

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
