import {
  AppError,
  type ColumnSchema,
  columnSelection,
  type TableSchema,
  type TransformationShape,
} from '@sluice/contracts'
import { columnAt, createTable, resolveColumns, type Table } from '@sluice/dataflow'
import * as z from 'zod'
import { fromNumbers, isNumeric, missingWhereNaN, toNumbers } from '../../algorithms/column-numbers.ts'
import { exactSum, meanOf } from '../../algorithms/column-statistics.ts'
import { normalDistribution } from '../../algorithms/special-functions/error-function.ts'
import { defineModule } from '../define-module.ts'
import type { TransformationCode } from '../module.ts'
import type { Packable, Transformation } from '../port-values.ts'
import type { ColumnEffect } from '../transformation-view.ts'
import { findTransformedColumns } from '../transformed-columns.ts'

const id = 'normalize-data'

const parameters = z.strictObject({
  columns: columnSelection
    .default({ beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'numeric', kind: 'all' }] })
    .meta({ title: 'Columns to transform', description: 'Numeric columns that are brought to one scale.' }),
  method: z
    .enum(['z-score', 'min-max', 'logistic', 'log-normal', 'tanh'])
    .default('z-score')
    .meta({
      title: 'Transformation method',
      description: 'How a value is scaled.',
      valueTitles: {
        'z-score': 'ZScore',
        'min-max': 'MinMax',
        logistic: 'Logistic',
        'log-normal': 'LogNormal',
        tanh: 'Tanh',
      },
    }),
  usesZeroForConstants: z.boolean().default(true).meta({
    title: 'Use 0 for constant columns when checked',
    description: 'A column with one value only becomes 0; else it is scaled like any other, which may give no number.',
  }),
})
type Parameters = Readonly<z.infer<typeof parameters>>

/** What was measured, one number for each column: a value becomes `(value − shift) / scale`, or what the method makes of it. */
interface Scaling {
  readonly shifts: Float64Array
  readonly scales: Float64Array
  /** 1 where a column had one value only. */
  readonly constants: Uint8Array
}

const transformation: TransformationCode = {
  outputSchema: (shape, dataset) => scaledSchema(dataset, findTransformedColumns(shape, dataset)),
  compile({ shape, state }, dataset) {
    const { method, usesZeroForConstants } = parameters.parse(shape.parameters)
    const { shifts, scales, constants } = state as unknown as Scaling
    const places = findTransformedColumns(shape, dataset)
    const outputSchema = scaledSchema(dataset, places)
    const scalers = new Map(
      places.map((index, order) => {
        const isZero = usesZeroForConstants && constants[order] === 1
        return [index, isZero ? () => 0 : scalerOf(method, shifts[order] as number, scales[order] as number)]
      }),
    )
    return { outputSchema, run: (table) => scaleColumns(table, scalers, outputSchema) }
  },
  describe({ shape, state }) {
    const { method, usesZeroForConstants } = parameters.parse(shape.parameters)
    const { shifts, scales, constants } = state as unknown as Scaling
    return shape.columns.map(({ name }, order) => {
      if (usesZeroForConstants && constants[order] === 1) return { column: name, effect: '0: it had one value only' }
      return { column: name, ...effectOf(method, shifts[order] as number, scales[order] as number) }
    })
  },
}

/** @see reference: AzureML, 4.5 */
export const normalizeData = defineModule({
  id,
  title: 'Normalize Data',
  category: 'Data Transformation / Scale and Reduce',
  summary: 'Brings numeric columns to one scale.',
  remarks: [
    'ZScore: (x − mean) / population deviation. MinMax: (x − min) / (max − min). Logistic: 1 / (1 + e⁻ˣ). Tanh: tanh x. LogNormal: the log-normal distribution function, with the mean and the deviation of the logarithms of the positive values; 0 for what is not positive.',
    'Each column is measured by itself over the values that are there; missing values stay missing. What comes out is of type Double.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: {
    transformedDataset: { type: 'table', title: 'Transformed dataset' },
    transformationFunction: { type: 'transformation', title: 'Transformation function' },
  },
  parameters,
  errors: [
    'ColumnNotFound',
    'InputEmpty',
    'NoColumnsSelected',
    'ColumnTypeNotSupported',
    'IsInfinite',
    'ColumnIndexNotParsed',
    'ColumnRangeInvalid',
    'SchemaMismatch',
  ],
  outputShapes({ dataset }, values) {
    if (dataset === undefined) return { transformedDataset: undefined, transformationFunction: undefined }
    const selected = selectedColumns(dataset, values)
    return {
      transformedDataset: scaledSchema(dataset, selected),
      transformationFunction: shapeOf(dataset, selected, values),
    }
  },
  run({ dataset }, values, { signal, progress }) {
    const selected = selectedColumns(dataset.schema, values)
    const measured = selected.map((index, order) => {
      signal.throwIfAborted()
      progress(order / selected.length)
      return measure(columnAt(dataset, index).name, toNumbers(columnAt(dataset, index)), values.method)
    })
    const scaling: Scaling = {
      shifts: Float64Array.from(measured, ({ shift }) => shift),
      scales: Float64Array.from(measured, ({ scale }) => scale),
      constants: Uint8Array.from(measured, ({ isConstant }) => Number(isConstant)),
    }
    const shape = shapeOf(dataset.schema, selected, values)
    const made: Transformation = { kind: 'transformation', shape, state: scaling as unknown as Packable }
    return {
      transformedDataset: transformation.compile(made, dataset.schema).run(dataset),
      transformationFunction: made,
    }
  },
  transformation,
})

function selectedColumns(dataset: TableSchema, { columns }: Parameters): number[] {
  if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
  const selected = resolveColumns(columns, dataset, { columnSet: 'Columns to transform' })
  for (const index of selected) {
    const { name, type } = dataset[index] as ColumnSchema
    if (!isNumeric(type)) throw new AppError('ColumnTypeNotSupported', { column: name, type })
  }
  return selected
}

const shapeOf = (dataset: TableSchema, selected: readonly number[], values: Parameters): TransformationShape => ({
  kind: 'transformation',
  module: id,
  parameters: values,
  columns: selected.map((index) => dataset[index] as ColumnSchema),
})

function scaledSchema(dataset: TableSchema, places: readonly number[]): TableSchema {
  const scaled = new Set(places)
  return dataset.map((column, index) => (scaled.has(index) ? { ...column, type: 'Double' } : column))
}

function measure(name: string, numbers: Float64Array, method: Parameters['method']) {
  const all = numbers.filter((value) => !Number.isNaN(value))
  const isConstant = all.length > 0 && all.every((value) => value === all[0])
  const needsFinite = method === 'z-score' || method === 'min-max' || method === 'log-normal'
  const infinite = all.find((value) => Math.abs(value) === Number.POSITIVE_INFINITY)
  if (needsFinite && infinite !== undefined)
    throw new AppError('IsInfinite', { value: `${infinite} in column ${name}` })
  switch (method) {
    case 'z-score':
      return { isConstant, ...spreadOf(all, isConstant) }
    case 'log-normal':
      return { isConstant, ...spreadOf(all.filter((value) => value > 0).map(Math.log), isConstant) }
    case 'min-max': {
      const minimum = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
      const maximum = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
      return { isConstant, shift: minimum, scale: maximum - minimum }
    }
    default:
      return { isConstant, shift: 0, scale: 1 }
  }
}

function spreadOf(values: Float64Array, isConstant: boolean): { readonly shift: number; readonly scale: number } {
  const mean = meanOf(values)
  // Rounding of the mean must not make a deviation where there is none.
  if (isConstant) return { shift: values[0] ?? mean, scale: 0 }
  return { shift: mean, scale: Math.sqrt(exactSum(values.map((value) => (value - mean) ** 2)) / values.length) }
}

function effectOf(method: Parameters['method'], shift: number, scale: number): Omit<ColumnEffect, 'column'> {
  switch (method) {
    case 'z-score':
      return { effect: '(x − mean) / deviation', figures: { mean: shift, deviation: scale } }
    case 'min-max':
      return {
        effect: '(x − minimum) / (maximum − minimum)',
        figures: { minimum: shift, maximum: shift + scale },
      }
    case 'log-normal':
      return {
        effect: 'log-normal distribution function of x',
        figures: { 'mean of logarithms': shift, 'deviation of logarithms': scale },
      }
    case 'logistic':
      return { effect: '1 / (1 + e⁻ˣ)' }
    case 'tanh':
      return { effect: 'tanh x' }
  }
}

function scalerOf(method: Parameters['method'], shift: number, scale: number): (value: number) => number {
  switch (method) {
    case 'z-score':
    case 'min-max':
      return (value) => (value - shift) / scale
    case 'logistic':
      return (value) => 1 / (1 + Math.exp(-value))
    case 'log-normal':
      return (value) =>
        value > 0 ? normalDistribution((Math.log(value) - shift) / scale) : value <= 0 ? 0 : Number.NaN
    case 'tanh':
      return Math.tanh
  }
}

function scaleColumns(
  table: Table,
  scalers: ReadonlyMap<number, (value: number) => number>,
  schema: TableSchema,
): Table {
  let first = 0
  const parts = table.parts.flatMap((part) => {
    const width = part.kind === 'column' ? 1 : part.schema.length
    const indexes = Array.from({ length: width }, (_, place) => first + place)
    first += width
    // Hashed columns that are not scaled stay sparse; others cannot, as they get fractions.
    if (!indexes.some((index) => scalers.has(index))) return [part]
    return indexes.map((index) => {
      const column = columnAt(table, index)
      const scaler = scalers.get(index)
      if (scaler === undefined) return column
      // A missing value stays NaN whatever the scaler: a constant must not fill it.
      const numbers = toNumbers(column).map((value) => (Number.isNaN(value) ? value : scaler(value)))
      return fromNumbers({ ...(schema[index] as ColumnSchema), type: 'Double' }, numbers, missingWhereNaN(numbers))
    })
  })
  return createTable(table.rowCount, parts, schema)
}
