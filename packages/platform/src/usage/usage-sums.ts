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

/** A row with these columns; PostgreSQL gives large numbers as texts, and a minimum of nothing is null. */
export const toSums = (row: Readonly<Record<string, unknown>>): UsageSums => ({
  success: Number(row.success),
  blocked: Number(row.blocked),
  failed: Number(row.failed),
  other: Number(row.other),
  hits: Number(row.hits),
  misses: Number(row.misses),
  bytesIn: Number(row.bytes_in),
  bytesOut: Number(row.bytes_out),
  apiCount: Number(row.api_count),
  apiSum: Number(row.api_sum),
  apiMin: Number(row.api_min),
  apiMax: Number(row.api_max),
  serviceCount: Number(row.service_count),
  serviceSum: Number(row.service_sum),
  serviceMin: Number(row.service_min),
  serviceMax: Number(row.service_max),
})

/** What `toSums` reads, in the order of the columns. */
export const toColumns = (sums: UsageSums): (number | null)[] =>
  sumColumns.map(([, member]) => {
    const isOfNothing =
      (member === 'apiMin' && sums.apiCount === 0) || (member === 'serviceMin' && sums.serviceCount === 0)
    return isOfNothing ? null : sums[member]
  })
