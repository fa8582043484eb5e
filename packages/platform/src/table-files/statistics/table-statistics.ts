import { AppError, type ColumnSchema } from '@sluice/contracts'
import { cellWriter, type SparseColumns, type Table } from '@sluice/dataflow'
import type { InDatabase } from '../duck-database.ts'
import { chunksOfTableFile } from '../read-table-file.ts'
import type { TableFile } from '../table-files.ts'
import {
  type ColumnFigures,
  type Counted,
  createColumnFigures,
  createHistogram,
  medianOf,
  topOf,
} from './column-figures.ts'
import type { ColumnStatistics, StatisticsOptions } from './column-statistics.ts'
import { sortedFigures, type ValueFigures } from './sorted-figures.ts'

const defaultBins = 10
const defaultTopCount = 10

/**
 * Exact figures of columns. One pass counts the values of each; columns with very many different ones are sorted on disk.
 */
export async function tableStatistics(
  inDatabase: InDatabase,
  file: TableFile,
  options: StatisticsOptions = {},
): Promise<ColumnStatistics[]> {
  const { signal, bins = defaultBins, topCount = defaultTopCount } = options
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`There is no histogram of ${bins} bins.`)
  const columns = options.columns ?? file.schema.map((_, index) => index)
  const schemas = columns.map((column) => {
    const schema = file.schema[column]
    if (schema === undefined) throw new AppError('ColumnNotFound', { column: String(column) })
    return schema
  })
  const figures = schemas.map(({ type }) => createColumnFigures(type))
  const range = options.columns === undefined ? {} : { columns }
  for await (const table of chunksOfTableFile(file, { ...range, rowsPerChunk: 16_384 })) {
    signal?.throwIfAborted()
    seeTable(table, figures)
  }
  const results: ColumnStatistics[] = []
  for (const [index, schema] of schemas.entries()) {
    const found = figures[index] as ColumnFigures
    const source = { inDatabase, file, column: columns[index] as number, schema, count: found.count, signal }
    const more =
      found.counts === undefined
        ? await sortedFigures(source, { bins, topCount: Math.max(1, topCount) })
        : fewValues(schema, found, found.counts, bins, topCount)
    results.push(toStatistics(schema, found, more))
  }
  return results
}

function seeTable(table: Table, figures: readonly ColumnFigures[]): void {
  let before = 0
  for (const part of table.parts) {
    if (part.kind === 'column') (figures[before] as ColumnFigures).see(part)
    else seeSparse(part, figures.slice(before, before + part.schema.length))
    before += part.kind === 'column' ? 1 : part.schema.length
  }
}

function seeSparse({ rowStarts, columnIndexes, values }: SparseColumns, figures: readonly ColumnFigures[]): void {
  const rowCount = rowStarts.length - 1
  const seen = new Int32Array(figures.length)
  for (let at = 0; at < values.length; at += 1) {
    const index = columnIndexes[at] as number
    ;(figures[index] as ColumnFigures).add(values[at] as number, 1)
    seen[index] = (seen[index] as number) + 1
  }
  for (const [index, column] of figures.entries()) column.add(0, rowCount - (seen[index] as number))
}

const hasHistogram = ({ type }: ColumnSchema) => type !== 'String' && type !== 'Boolean'

function fewValues(
  schema: ColumnSchema,
  { count, min, max }: ColumnFigures,
  counts: ReadonlyMap<Counted, number>,
  bins: number,
  topCount: number,
): ValueFigures {
  const top = topOf(counts, Math.max(1, topCount))
  const isText = schema.type === 'String'
  const histogram = hasHistogram(schema) ? histogramBetween(min, max, [...counts.keys()], bins) : undefined
  for (const [value, times] of histogram === undefined ? [] : counts) histogram?.add(Number(value), times)
  return {
    uniqueCount: counts.size,
    top,
    median: isText ? undefined : medianOf(counts, count),
    histogram: histogram?.bins,
  }
}

/** Between the smallest and the largest value that is finite. */
function histogramBetween(
  min: Counted | undefined,
  max: Counted | undefined,
  values: readonly Counted[],
  bins: number,
) {
  if (min === undefined || max === undefined) return undefined
  const isInfinite = (value: Counted) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY
  if (!isInfinite(min) && !isInfinite(max)) return createHistogram(Number(min), Number(max), bins)
  const finite = values.filter((value) => !isInfinite(value)).map(Number)
  const [first] = finite
  if (first === undefined) return undefined
  const low = finite.reduce((least, value) => Math.min(least, value), first)
  const high = finite.reduce((most, value) => Math.max(most, value), first)
  return createHistogram(low, high, bins)
}

function toStatistics(column: ColumnSchema, figures: ColumnFigures, values: ValueFigures): ColumnStatistics {
  const { count, rowCount, min, max, mean, squares } = figures
  const isText = column.type === 'String'
  const shown = (value: Counted) =>
    column.type === 'Int64' || column.type === 'Boolean' ? cellWriter(column.type)(value) : (value as number | string)
  const edge = (value: Counted | undefined) => (typeof value === 'bigint' ? Number(value) : value)
  return {
    column,
    count,
    missingCount: rowCount - count,
    uniqueCount: values.uniqueCount,
    min: edge(min),
    max: edge(max),
    mean: isText || count === 0 ? undefined : mean,
    median: values.median,
    standardDeviation: isText || count < 2 ? undefined : Math.sqrt(squares / (count - 1)),
    mode: values.top[0] === undefined ? undefined : shown(values.top[0].value),
    topValues: values.top.map(({ value, count: times }) => ({ value: shown(value), count: times })),
    histogram: values.histogram,
  }
}
