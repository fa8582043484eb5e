import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { type Column, cellWriter, columnAt, isMissing, type Table } from '@sluice/dataflow'
import { toNumbers } from '../learning/encode-features.ts'
import { featureIndexes } from '../learning/feature-encoding.ts'
import type { ModelInput } from './model-signature.ts'
import type { OnnxRuntime, OnnxTensor, TensorType } from './onnx-runtime.ts'

/** Which columns of a dataset go into each input, in order. */
export interface BoundInput {
  readonly input: ModelInput
  readonly columns: readonly number[]
}

/**
 * Several inputs, or one that takes one value, are found among the columns by their names. One input for all columns
 * takes those that are named, else every feature column, in order.
 * @throws AppError `ColumnNotFound`, `SchemaMismatch`
 */
export function bindInputs(
  inputs: readonly ModelInput[],
  dataset: TableSchema,
  featureColumns: readonly string[],
): readonly BoundInput[] {
  const [only] = inputs
  const byName = (name: string) => {
    const index = dataset.findIndex((column) => column.name === name)
    if (index === -1) throw new AppError('ColumnNotFound', { column: name })
    return index
  }
  const isNamed = (input: ModelInput) => input.width === 1 && dataset.some(({ name }) => name === input.name)
  if (inputs.length > 1 || (only !== undefined && featureColumns.length === 0 && isNamed(only))) {
    return inputs.map((input) => {
      if (input.width !== null && input.width !== 1) {
        throw mismatch(`The input "${input.name}" takes ${input.width} values a row, but a column has one.`)
      }
      return { input, columns: typeChecked(input, [byName(input.name)], dataset) }
    })
  }
  const input = only as ModelInput
  const columns = featureColumns.length > 0 ? featureColumns.map(byName) : featureIndexes(dataset)
  if (columns.length === 0 || (input.width !== null && columns.length !== input.width)) {
    const found = `${columns.length} feature columns (${columns.map((index) => `"${dataset[index]?.name}"`).join(', ')})`
    throw mismatch(
      `The input "${input.name}" takes ${input.width ?? 'at least 1'} values a row, but there are ${found}.`,
    )
  }
  return [{ input, columns: typeChecked(input, columns, dataset) }]
}

const mismatch = (reason: string) => new AppError('SchemaMismatch', { dataset: 'Dataset', reason })

function typeChecked({ name, type }: ModelInput, columns: readonly number[], dataset: TableSchema): readonly number[] {
  for (const index of columns) {
    const column = dataset[index] as ColumnSchema
    if (type !== 'string' && column.type === 'String') {
      throw mismatch(`The input "${name}" takes numbers (${type}), but column "${column.name}" holds texts.`)
    }
  }
  return columns
}

/** Reads one row at a time into tensors; undefined for a row that lacks what the model cannot do without. */
export type RowFeeder = (row: number) => Readonly<Record<string, OnnxTensor>> | undefined

export function feedRows(runtime: OnnxRuntime, bound: readonly BoundInput[], table: Table): RowFeeder {
  const feeders = bound.map(({ input, columns }) => {
    const readers = columns.map((index) => cellReader(input.type, columnAt(table, index)))
    const dims = input.rank === 1 ? [1] : [1, columns.length]
    return (row: number) => {
      const values = readers.map((read) => read(row))
      return values.includes(undefined) ? undefined : new runtime.Tensor(input.type, toData(input.type, values), dims)
    }
  })
  return (row) => {
    const feeds: Record<string, OnnxTensor> = {}
    for (const [place, feed] of feeders.entries()) {
      const tensor = feed(row)
      if (tensor === undefined) return undefined
      feeds[(bound[place] as BoundInput).input.name] = tensor
    }
    return feeds
  }
}

type Value = number | bigint | string | undefined

/** Undefined where a value is missing, but for fractions: a missing one is NaN, which models know what to do with. */
function cellReader(type: TensorType, column: Column): (row: number) => Value {
  if (type === 'string') {
    const toText = cellWriter(column.type)
    return (row) =>
      isMissing(column.missing, row) ? undefined : toText(column.values[row] as string | number | bigint)
  }
  const numbers = toNumbers(column)
  if (type === 'float32' || type === 'float64') return (row) => numbers[row]
  const { values } = column
  if (type === 'int64' && column.type === 'Int64') {
    return (row) => (isMissing(column.missing, row) ? undefined : (values[row] as bigint))
  }
  return (row) => {
    const number = numbers[row] as number
    return Number.isFinite(number) ? Math.trunc(number) : undefined
  }
}

const storageOf = {
  float32: (values: readonly Value[]) => Float32Array.from(values as number[]),
  float64: (values: readonly Value[]) => Float64Array.from(values as number[]),
  int64: (values: readonly Value[]) => BigInt64Array.from(values as (number | bigint)[], BigInt),
  int32: (values: readonly Value[]) => Int32Array.from(values as number[]),
  int16: (values: readonly Value[]) => Int16Array.from(values as number[]),
  int8: (values: readonly Value[]) => Int8Array.from(values as number[]),
  uint8: (values: readonly Value[]) => Uint8Array.from(values as number[]),
  bool: (values: readonly Value[]) => Uint8Array.from(values as number[], (value) => (value === 0 ? 0 : 1)),
  string: (values: readonly Value[]) => values,
} as const satisfies { readonly [Type in TensorType]: (values: readonly Value[]) => unknown }

const toData = (type: TensorType, values: readonly Value[]): unknown => storageOf[type](values)

/** A row of nothing, to see what a model answers. @param width where the model leaves it open */
export const emptyFeeds = (
  runtime: OnnxRuntime,
  inputs: readonly ModelInput[],
  width: number,
): Readonly<Record<string, OnnxTensor>> =>
  Object.fromEntries(
    inputs.map(({ name, type, width: own, rank }) => {
      const count = own ?? width
      const values = Array.from({ length: count }, () => (type === 'string' ? '' : 0))
      return [name, new runtime.Tensor(type, toData(type, values), rank === 1 ? [1] : [1, count])]
    }),
  )
