import type { StatisticsAnswer } from '@sluice/contracts'
import type { ColumnStatistics } from '@sluice/platform'

type Figure = number | string | undefined

/** Figures as JSON: points in time in words, infinities too, and null for what there is not. */
export function toStatisticsAnswer(given: ColumnStatistics): StatisticsAnswer['columns'][number] {
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
    histogram: histogram === undefined ? null : [...histogram],
  }
}
