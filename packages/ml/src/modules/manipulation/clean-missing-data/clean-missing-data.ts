import { AppError, type ColumnSchema, type TransformationShape } from '@sluice/contracts'
import {
  type Column,
  columnAt,
  createColumn,
  createTable,
  isMissing,
  resolveColumns,
  type Table,
  takeFreeName,
  toColumnSchema,
} from '@sluice/dataflow'
import { defineModule } from '../../define-module.ts'
import type { Transformation } from '../../port-values.ts'
import { packCleaning } from './cleaning.ts'
import {
  assertRatios,
  type CleaningParameters,
  cleaningParameters,
  generatesIndicators,
  mayRemoveColumns,
} from './cleaning-parameters.ts'
import { cleaningTransformation } from './cleaning-transformation.ts'
import { assertSuits } from './compute-replacements.ts'
import { fitCleaning } from './fit-cleaning.ts'

const id = 'clean-missing-data'

/** @see reference: AzureML, 4.5 */
export const cleanMissingData = defineModule({
  id,
  title: 'Clean Missing Data',
  category: 'Data Transformation / Manipulation',
  summary: 'Replaces missing values, or removes the rows or columns that have them.',
  remarks: [
    'Each column is judged by itself: the ones whose share of missing values lies within the two ratios are cleaned, the others stay as they are. Roles and categories stay, too.',
    'Mean: numbers, Booleans and times, rounded back to the type, halves to even. Median: numbers; of an even count the middle of the two middle values. Mode: any type; of several most frequent values the smallest. MICE and Probabilistic PCA: numbers and Booleans; each selected column takes part in predicting the others, except columns of hashed text.',
    'MICE predicts each column from all others by linear regression and takes the prediction itself, without a random draw, so that the transformation fills equal rows equally. Probabilistic PCA uses as many components as have more variance than a column, ten at most. What either fills in stays within the values that were seen.',
    'The transformation cleans other data with the values that were computed here. It makes no indicator columns.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: {
    cleanedDataset: { type: 'table', title: 'Cleaned dataset' },
    cleaningTransformation: { type: 'transformation', title: 'Cleaning transformation' },
  },
  parameters: cleaningParameters,
  errors: [
    'ColumnNotFound',
    'ParameterNotParsed',
    'InputEmpty',
    'ParameterTooLarge',
    'NoColumnsSelected',
    'ColumnTypeNotSupported',
    'IsInfinite',
    'ColumnIndexNotParsed',
    'ColumnRangeInvalid',
    'SchemaMismatch',
  ],
  outputShapes({ dataset }, parameters) {
    assertRatios(parameters)
    if (dataset === undefined) return { cleanedDataset: undefined, cleaningTransformation: undefined }
    const selected = selectedColumns(dataset, parameters)
    for (const index of selected) assertSuits(parameters.mode, dataset[index] as ColumnSchema)
    const indicators = generatesIndicators(parameters) ? indicatorSchema(dataset, selected) : []
    return {
      cleanedDataset: mayRemoveColumns(parameters) ? undefined : [...dataset, ...indicators],
      cleaningTransformation: shapeOf(dataset, selected, parameters),
    }
  },
  run({ dataset }, parameters, context) {
    assertRatios(parameters)
    const selected = selectedColumns(dataset.schema, parameters)
    const cleaning = fitCleaning(dataset, selected, parameters, context)
    const shape = shapeOf(dataset.schema, selected, parameters)
    const transformation: Transformation = { kind: 'transformation', shape, state: packCleaning(cleaning) }
    const cleaned = cleaningTransformation.compile(transformation, dataset.schema).run(dataset)
    if (!generatesIndicators(parameters)) return { cleanedDataset: cleaned, cleaningTransformation: transformation }
    const places = new Set(cleaning.cleaned.map((place) => selected[place]))
    const names = indicatorSchema(dataset.schema, selected)
    const indicators = selected.map((index, order) =>
      indicatorColumn(columnAt(dataset, index), names[order] as ColumnSchema, places.has(index)),
    )
    return {
      cleanedDataset: createTable(cleaned.rowCount, [...cleaned.parts, ...indicators]),
      cleaningTransformation: transformation,
    }
  },
  transformation: cleaningTransformation,
})

function selectedColumns(schema: Table['schema'], { columns }: CleaningParameters): number[] {
  if (schema.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  return resolveColumns(columns, schema, { columnSet: 'Columns to be cleaned' })
}

const shapeOf = (
  schema: Table['schema'],
  selected: readonly number[],
  parameters: CleaningParameters,
): TransformationShape => ({
  kind: 'transformation',
  module: id,
  parameters,
  columns: selected.map((index) => schema[index] as ColumnSchema),
})

function indicatorSchema(schema: Table['schema'], selected: readonly number[]): ColumnSchema[] {
  const taken = new Set(schema.map(({ name }) => name))
  return selected.map((index) => toColumnSchema(takeFreeName(`${schema[index]?.name}_IsMissing`, taken), 'Boolean'))
}

function indicatorColumn({ values, missing }: Column, schema: ColumnSchema, isCleaned: boolean): Column {
  const marks = new Uint8Array(values.length)
  if (isCleaned && missing !== undefined) {
    for (let row = 0; row < marks.length; row += 1) marks[row] = isMissing(missing, row) ? 1 : 0
  }
  return createColumn({ ...schema, type: 'Boolean' }, marks)
}
