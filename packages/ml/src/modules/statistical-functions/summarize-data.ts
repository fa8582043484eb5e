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
import { mostFrequent, sortedValues } from '../../algorithms/column-statistics.ts'
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
      else {
        let index = 0
        for (const sorted of sortedColumns(part)) {
          add(part.schema[index] as ColumnSchema, { sorted })
          index += 1
        }
      }
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

/** What is there of a column: numbers in ascending order, or texts. */
type ColumnValues = { readonly sorted: Float64Array } | { readonly texts: readonly string[] }

function valuesOf(column: Column): ColumnValues {
  if (column.type !== 'String') return { sorted: sortedValues(toNumbers(column)) }
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
  const { sorted } = values
  const summary = summarizeNumbers(sorted)
  const counts = [column.name, rowCount, summary.uniqueCount, rowCount - sorted.length]
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

/** The values of each of the columns in ascending order, zeros among them. */
function* sortedColumns({ schema, rowStarts, columnIndexes, values }: SparseColumns): Generator<Float64Array> {
  const byColumn = schema.map((): number[] => [])
  for (const [position, index] of columnIndexes.entries()) byColumn[index]?.push(values[position] as number)
  for (const others of byColumn) {
    // A new array begins as zeros: what is not 0 goes before and behind them.
    const sorted = new Float64Array(rowStarts.length - 1)
    others.sort((a, b) => a - b)
    const negatives = others.findIndex((value) => value >= 0)
    const below = negatives < 0 ? others : others.slice(0, negatives)
    const above = negatives < 0 ? [] : others.slice(negatives)
    sorted.set(below, 0)
    sorted.set(above, sorted.length - above.length)
    yield sorted
  }
}
