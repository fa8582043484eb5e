import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  type Column,
  createTableFromRows,
  isMissing,
  type SparseColumns,
  toCellText,
  toColumnSchema,
} from '@sluice/dataflow'
import * as z from 'zod'
import { isNumeric, toNumbers } from '../../algorithms/column-numbers.ts'
import { countValues, mostFrequent, sortedValues, type ValueCounts } from '../../algorithms/column-statistics.ts'
import { percentiles, summarizeNumbers } from '../../algorithms/summarize-numbers.ts'
import { defineModule } from '../define-module.ts'

/** @see reference: AzureML, 4.5 */
export const summarizeData = defineModule({
  id: 'summarize-data',
  title: 'Summarize Data',
  category: 'Statistical Functions',
  summary: 'Gives a row of descriptive statistics for each column.',
  remarks: [
    'Count is the number of rows; all else is about the values that are there. Columns that are not numeric have counts and a mode only. The mode is the most frequent value, the smallest of several; the column Mode has texts as soon as one of the columns is not numeric.',
    'Quartiles and percentiles lie between two neighbouring values linearly (type 7 of Hyndman and Fan, as in NumPy, R and Excel). Mean Deviation is the mean distance from the mean. Variance and deviation divide by n − 1. Skewness and kurtosis are the sample ones, corrected for bias, kurtosis as excess over the normal distribution (as SKEW and KURT of Excel). What needs more values than there are, or divides by a variance of 0, is missing.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({}),
  errors: ['InputEmpty'],
  outputShapes: ({ dataset }) => ({ resultsDataset: dataset && summarySchema(dataset) }),
  run({ dataset }, _, { signal, progress }) {
    const schema = summarySchema(dataset.schema)
    const isModeText = !dataset.schema.every(({ type }) => isNumeric(type))
    const rows: Cell[][] = []
    const add = (column: ColumnSchema, values: ColumnValues) => {
      signal.throwIfAborted()
      rows.push(summaryRow(column, dataset.rowCount, values, isModeText))
      progress(rows.length / dataset.schema.length)
    }
    for (const part of dataset.parts) {
      if (part.kind === 'column') add(part, valuesOf(part))
      else
        for (const [index, numbers] of countSparse(part).entries()) add(part.schema[index] as ColumnSchema, { numbers })
    }
    return { resultsDataset: createTableFromRows(schema, rows) }
  },
})

const measures = [
  'Min',
  'Max',
  'Mean',
  'Mean Deviation',
  '1st Quartile',
  'Median',
  '3rd Quartile',
  'Mode',
  'Range',
  'Sample Variance',
  'Sample Standard Deviation',
  'Sample Skewness',
  'Sample Kurtosis',
  ...percentiles.map((percent) => `P${percent}`),
]

/** @throws AppError `InputEmpty` */
function summarySchema(dataset: TableSchema): TableSchema {
  if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  const modeType = dataset.every(({ type }) => isNumeric(type)) ? 'Double' : 'String'
  return [
    toColumnSchema('Feature', 'String'),
    ...['Count', 'Unique Value Count', 'Missing Value Count'].map((name) => toColumnSchema(name, 'Int32')),
    ...measures.map((name) => toColumnSchema(name, name === 'Mode' ? modeType : 'Double')),
  ]
}

/** What is there of a column. */
type ColumnValues = { readonly numbers: ValueCounts } | { readonly texts: readonly string[] }

function valuesOf(column: Column): ColumnValues {
  if (column.type !== 'String') return { numbers: countValues(sortedValues(toNumbers(column))) }
  const { values, missing } = column
  const texts: string[] = []
  for (let row = 0; row < values.length; row += 1) if (!isMissing(missing, row)) texts.push(values[row] as string)
  return { texts }
}

function summaryRow(column: ColumnSchema, rowCount: number, values: ColumnValues, isModeText: boolean): Cell[] {
  if ('texts' in values) {
    const { texts } = values
    const mode = mostFrequent(texts) ?? null
    return [column.name, rowCount, new Set(texts).size, rowCount - texts.length, ...onlyMode(mode)]
  }
  const summary = summarizeNumbers(values.numbers)
  const counts = [column.name, rowCount, summary.uniqueCount, rowCount - summary.count]
  const mode = isModeText ? modeText(column, summary.mode) : toCell(summary.mode)
  if (!isNumeric(column.type)) return [...counts, ...onlyMode(mode)]
  return [
    ...counts,
    ...[
      summary.minimum,
      summary.maximum,
      summary.mean,
      summary.meanDeviation,
      summary.firstQuartile,
      summary.median,
      summary.thirdQuartile,
    ].map(toCell),
    mode,
    ...[
      summary.range,
      summary.variance,
      summary.standardDeviation,
      summary.skewness,
      summary.kurtosis,
      ...summary.percentiles,
    ].map(toCell),
  ]
}

const onlyMode = (mode: Cell): Cell[] => measures.map((name) => (name === 'Mode' ? mode : null))
const toCell = (number: number): Cell => (Number.isNaN(number) ? null : number)

function modeText({ type }: ColumnSchema, mode: number): string | null {
  if (Number.isNaN(mode)) return null
  return toCellText(type, type === 'Int64' ? BigInt(mode) : mode)
}

/** The values of each of the columns, their zeros among them. */
function countSparse({ schema, rowStarts, columnIndexes, values }: SparseColumns): ValueCounts[] {
  const rowCount = rowStarts.length - 1
  const byColumn = schema.map(() => new Map<number, number>())
  for (const [position, index] of columnIndexes.entries()) {
    const counts = byColumn[index] as Map<number, number>
    const value = values[position] as number
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return byColumn.map((counts) => {
    const filled = counts.values().reduce((sum, times) => sum + times, 0)
    const zeros = rowCount - filled + (counts.get(0) ?? 0)
    if (zeros > 0) counts.set(0, zeros)
    const sorted = [...counts].sort(([a], [b]) => a - b)
    return {
      values: Float64Array.from(sorted, ([value]) => value),
      counts: Float64Array.from(sorted, ([, times]) => times),
    }
  })
}
