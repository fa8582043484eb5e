import { join } from 'node:path'
import type { ColumnSchema } from '@sluice/contracts'
import { type Column, columnAt } from '@sluice/dataflow'
import type { InDatabase } from '../duck-database.ts'
import { chunksOfTableFile, openStored, openTableFile } from '../read-table-file.ts'
import { toSqlName, toSqlText } from '../sql-types.ts'
import { columnParts, schemaKey, toStoredNames, toStoredText, widthOfPart } from '../stored-schema.ts'
import type { TableFile } from '../table-files.ts'
import { type Counted, createHistogram, middleOf } from './column-figures.ts'
import type { HistogramBin } from './column-statistics.ts'

export interface ValueFigures {
  readonly uniqueCount: number
  readonly top: readonly { readonly value: Counted; readonly count: number }[]
  readonly median: number | undefined
  readonly histogram: readonly HistogramBin[] | undefined
}

export interface SortedColumn {
  readonly inDatabase: InDatabase
  readonly file: TableFile
  /** Its place in the file, and what it is. */
  readonly column: number
  readonly schema: ColumnSchema
  /** Cells that have a value. */
  readonly count: number
  readonly signal: AbortSignal | undefined
}

/**
 * Figures of a column with very many different values: DuckDB sorts them, which spills to disk however many they are, and
 * what is the same then stands together. (Grouping by DuckDB fails when the groups are too many for its memory.)
 */
export async function sortedFigures(
  source: SortedColumn,
  { bins, topCount }: { readonly bins: number; readonly topCount: number },
): Promise<ValueFigures> {
  const { inDatabase, file, schema, count, signal } = source
  const stored = await storedNameOf(file, source.column)
  return inDatabase({ paths: [file.path], signal }, async ({ connection, temporaryFolder }) => {
    const path = join(temporaryFolder, 'sorted.parquet')
    await connection.run(toSortQuery(file.path, stored, schema, path))
    const sorted = await openTableFile(path)
    const isNumeric = schema.type !== 'String'
    const edges = isNumeric && schema.type !== 'Boolean' ? await finiteEdges(sorted, signal) : undefined
    const histogram = edges && createHistogram(edges.first, edges.last, bins)
    const top = createTop(topCount)
    let uniqueCount = 0
    let before = 0
    let low = Number.NaN
    let high = Number.NaN
    await eachRun(sorted, signal, (value, times) => {
      uniqueCount += 1
      top.see(value, times)
      if (isNumeric) {
        histogram?.add(Number(value), times)
        // The one or the two in the middle.
        if (before <= (count - 1) >> 1) low = Number(value)
        if (before <= count >> 1) high = Number(value)
      }
      before += times
    })
    if (before !== count) throw new RangeError(`${before} values were sorted, where there are ${count}.`)
    return {
      uniqueCount,
      top: top.values,
      median: isNumeric ? middleOf(low, high) : undefined,
      histogram: histogram?.bins,
    }
  })
}

function toSortQuery(path: string, name: string, schema: ColumnSchema, into: string): string {
  const parts = columnParts([{ ...schema, name: 'value' }])
  const column = toSqlName(name)
  const isFloating = schema.type === 'Double' || schema.type === 'Single'
  const present = `${column} IS NOT NULL${isFloating ? ` AND NOT isnan(${column})` : ''}`
  const rows = `SELECT ${column} AS value FROM read_parquet(${toSqlText(path)}) WHERE ${present} ORDER BY ${column}`
  const metadata = `KV_METADATA {${toSqlText(schemaKey)}: ${toSqlText(toStoredText(parts))}}`
  return `COPY (${rows}) TO ${toSqlText(into)} (FORMAT parquet, PARQUET_VERSION V1, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 65536, ${metadata})`
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

/** Hands on each different value with the times that it stands there. */
async function eachRun(
  sorted: TableFile,
  signal: AbortSignal | undefined,
  onRun: (value: Counted, times: number) => void,
): Promise<void> {
  let value: Counted | undefined
  let times = 0
  for await (const table of chunksOfTableFile(sorted)) {
    signal?.throwIfAborted()
    const { values }: Column = columnAt(table, 0)
    for (let row = 0; row < values.length; row += 1) {
      const next = values[row] as Counted
      if (next === value) times += 1
      else {
        if (value !== undefined) onRun(value, times)
        value = next === 0 ? 0 : next
        times = 1
      }
    }
  }
  if (value !== undefined) onRun(value, times)
}

/** Smallest and largest of what is finite. */
async function finiteEdges(sorted: TableFile, signal: AbortSignal | undefined) {
  let first: number | undefined
  let last: number | undefined
  for await (const table of chunksOfTableFile(sorted)) {
    signal?.throwIfAborted()
    for (const raw of columnAt(table, 0).values) {
      const value = Number(raw)
      if (!Number.isFinite(value)) continue
      first ??= value
      last = value
    }
  }
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** The most frequent of values that come in ascending order; of those with one count, those that came first. */
function createTop(length: number) {
  const values: { value: Counted; count: number }[] = []
  return {
    values,
    see(value: Counted, count: number) {
      if (values.length === length && count <= (values.at(-1)?.count ?? 0)) return
      const place = values.findIndex((other) => other.count < count)
      values.splice(place < 0 ? values.length : place, 0, { value, count })
      if (values.length > length) values.pop()
    },
  }
}
