import { AppError, type ColumnSchema } from '@sluice/contracts'
import { type Column, cellWriter, columnAt, isMissing, type SparseColumns, type Table } from '@sluice/dataflow'
import type { InDatabase } from '../duck-database.ts'
import { chunksOfTableFile, openStored } from '../read-table-file.ts'
import { toSqlName, toSqlText } from '../sql-types.ts'
import { toStoredNames, widthOfPart } from '../stored-schema.ts'
import type { TableFile } from '../table-files.ts'
import {
  type ColumnFigures,
  type Counted,
  createColumnFigures,
  createHistogram,
  medianOf,
  middleOf,
  topOf,
} from './column-figures.ts'
import type { ColumnStatistics, HistogramBin, StatisticsOptions } from './column-statistics.ts'
import { selectRank } from './select-rank.ts'

const defaultBins = 10
const defaultTopCount = 10

/**
 * Exact figures of columns. One pass counts the values of each; of columns with very many different ones the counting
 * goes to DuckDB, which spills, and medians take some more passes.
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
    const source = { inDatabase, file, column: columns[index] as number, signal }
    const more =
      found.counts === undefined
        ? await manyValues(source, schema, found, bins, topCount)
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

interface ValueFigures {
  readonly uniqueCount: number
  readonly top: readonly { readonly value: Counted; readonly count: number }[]
  readonly median: number | undefined
  readonly histogram: readonly HistogramBin[] | undefined
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

interface ColumnSource {
  readonly inDatabase: InDatabase
  readonly file: TableFile
  readonly column: number
  readonly signal: AbortSignal | undefined
}

async function manyValues(
  source: ColumnSource,
  schema: ColumnSchema,
  { count, min, max }: ColumnFigures,
  bins: number,
  topCount: number,
): Promise<ValueFigures> {
  const counted = await countByQuery(source, schema, Math.max(1, topCount))
  if (schema.type === 'String') return { ...counted, median: undefined, histogram: undefined }
  const numbers = () => numbersOf(source)
  const low = Math.floor((count - 1) / 2)
  const { value, next } = await selectRank(numbers, low)
  const median = count % 2 === 1 ? value : middleOf(value, next)
  const [from, to] = await finiteEdges(numbers, Number(min), Number(max))
  const histogram = createHistogram(from, to, bins)
  for await (const chunk of numbers()) for (const number of chunk) histogram.add(number, 1)
  return { ...counted, median, histogram: hasHistogram(schema) ? histogram.bins : undefined }
}

async function finiteEdges(numbers: () => AsyncIterable<Float64Array>, min: number, max: number) {
  if (Number.isFinite(min) && Number.isFinite(max)) return [min, max] as const
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for await (const chunk of numbers()) {
    for (const number of chunk) {
      if (!Number.isFinite(number)) continue
      if (number < low) low = number
      if (number > high) high = number
    }
  }
  return [low, high] as const
}

async function* numbersOf({ file, column, signal }: ColumnSource): AsyncGenerator<Float64Array> {
  for await (const table of chunksOfTableFile(file, { columns: [column] })) {
    signal?.throwIfAborted()
    const { values, missing }: Column = columnAt(table, 0)
    const present = new Float64Array(values.length)
    let count = 0
    for (let row = 0; row < values.length; row += 1) {
      const value = Number(values[row])
      if (isMissing(missing, row) || Number.isNaN(value)) continue
      present[count] = value
      count += 1
    }
    yield present.subarray(0, count)
  }
}

/** Different values, and the most frequent ones, by grouping that spills to disk. */
async function countByQuery(
  { inDatabase, file, column, signal }: ColumnSource,
  { type }: ColumnSchema,
  topCount: number,
): Promise<Pick<ValueFigures, 'uniqueCount' | 'top'>> {
  const name = toSqlName(await storedNameOf(file, column))
  const isFloating = type === 'Double' || type === 'Single'
  const present = `${name} IS NOT NULL${isFloating ? ` AND NOT isnan(${name})` : ''}`
  return inDatabase({ paths: [file.path], signal }, async ({ connection }) => {
    const reader = await connection.runAndReadAll(
      `SELECT count(*) AS different, min(struct_pack(n := -n, v := v), ${topCount}) AS top FROM (SELECT ${name} AS v, count(*) AS n FROM read_parquet(${toSqlText(file.path)}) WHERE ${present} GROUP BY v)`,
    )
    const [row] = reader.getRowObjectsJS() as unknown as [{ different: bigint; top: { n: bigint; v: Counted }[] }]
    return {
      uniqueCount: Number(row.different),
      top: row.top.map(({ n, v }) => ({ value: v, count: -Number(n) })),
    }
  })
}

async function storedNameOf(file: TableFile, column: number): Promise<string> {
  const { parts, close } = await openStored(file.path)
  await close()
  let before = 0
  const place = parts.findIndex((part) => {
    before += widthOfPart(part)
    return column < before
  })
  if (parts[place]?.kind !== 'column') throw new RangeError('Sparse columns have few different values.')
  return toStoredNames(parts)[place] as string
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
