import type { ColumnStatistics } from '@sluice/platform'
import * as z from 'zod'

export const statisticsAnswer = z.strictObject({
  rowCount: z.int(),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      count: z.int(),
      missingCount: z.int(),
      uniqueCount: z.int(),
      min: z.union([z.number(), z.string(), z.null()]).describe('Times as ISO 8601'),
      max: z.union([z.number(), z.string(), z.null()]),
      mean: z.union([z.number(), z.string(), z.null()]),
      median: z.union([z.number(), z.string(), z.null()]),
      standardDeviation: z.number().nullable().describe('Of times in milliseconds'),
      mode: z.union([z.number(), z.string(), z.null()]),
      topValues: z.array(z.strictObject({ value: z.union([z.number(), z.string()]), count: z.int() })),
      histogram: z
        .array(z.strictObject({ from: z.number(), to: z.number(), count: z.int() }))
        .nullable()
        .describe('Of numbers and times, these in milliseconds since 1970'),
    }),
  ),
})

type Figure = number | string | undefined

/** Figures as JSON: points in time in words, infinities too, and null for what there is not. */
export function toStatisticsAnswer(given: ColumnStatistics) {
  const { column, histogram, standardDeviation, topValues, ...figures } = given
  const isTime = column.type === 'DateTime' || column.type === 'DateTimeOffset'
  const show = (value: number | string): number | string => {
    if (typeof value === 'string') return value
    if (!Number.isFinite(value)) return String(value)
    return isTime ? new Date(value).toISOString() : value
  }
  const showOrNull = (value: Figure) => (value === undefined ? null : show(value))
  return {
    name: column.name,
    type: column.type,
    count: figures.count,
    missingCount: figures.missingCount,
    uniqueCount: figures.uniqueCount,
    min: showOrNull(figures.min),
    max: showOrNull(figures.max),
    mean: showOrNull(figures.mean),
    median: showOrNull(figures.median),
    standardDeviation:
      standardDeviation === undefined || !Number.isFinite(standardDeviation) ? null : standardDeviation,
    mode: showOrNull(figures.mode),
    topValues: topValues.map(({ value, count }) => ({ value: show(value), count })),
    histogram: histogram ?? null,
  }
}
