import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { type Cell, createTableFromRows, type Table, toCellText, toColumnSchema } from '@sluice/dataflow'
import * as z from 'zod'
import { isNumeric } from '../../algorithms/column-numbers.ts'
import { mostFrequentOf } from '../../algorithms/column-statistics.ts'
import { percentiles, summarizeNumbers } from '../../algorithms/summarize-numbers.ts'
import { defineModule } from '../define-module.ts'
import { type ColumnValues, createColumnValuesCollector } from './column-values.ts'

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
  run({ dataset }) {
    const collector = createColumnValuesCollector(dataset.schema, dataset.rowCount)
    collector.add(dataset)
    return { resultsDataset: summaryTable(dataset.schema, dataset.rowCount, collector.finish()) }
  },
  async runOnFiles({ dataset }, _, { tableFiles, outputPath, signal, progress }) {
    const { schema, rowCount } = dataset
    // As many columns at a time as fit into memory with all their values.
    const width = Math.max(1, Math.floor(maxValuesInMemory / Math.max(rowCount, 1)))
    const values: ColumnValues[] = []
    for (let first = 0; first < schema.length; first += width) {
      const columns = schema.slice(first, first + width).map((__, place) => first + place)
      const collector = createColumnValuesCollector(schema.slice(first, first + width), rowCount)
      for await (const piece of tableFiles.chunks(dataset, { columns })) {
        signal.throwIfAborted()
        collector.add(piece)
      }
      values.push(...collector.finish())
      progress(values.length / schema.length)
    }
    const table = summaryTable(schema, rowCount, values)
    return { resultsDataset: await tableFiles.write(outputPath('resultsDataset'), table.schema, table, signal) }
  },
})

/** 256 MB of numbers. */
const maxValuesInMemory = 32 * 1024 * 1024

function summaryTable(dataset: TableSchema, rowCount: number, values: readonly ColumnValues[]): Table {
  const isModeText = !dataset.every(({ type }) => isNumeric(type))
  const rows = dataset.map((column, index) => summaryRow(column, rowCount, values[index] as ColumnValues, isModeText))
  return createTableFromRows(summarySchema(dataset), rows)
}

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

function summaryRow(column: ColumnSchema, rowCount: number, values: ColumnValues, isModeText: boolean): Cell[] {
  if ('texts' in values) {
    const present = [...values.texts.values()].reduce((sum, times) => sum + times, 0)
    const mode = mostFrequentOf(values.texts) ?? null
    return [column.name, rowCount, values.texts.size, rowCount - present, ...onlyMode(mode)]
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
