import { AppError, type ColumnSchema, type ColumnType, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  type ColumnBuilder,
  cellWriter,
  createColumnBuilder,
  isMissing,
  parseCell,
} from '@sluice/dataflow'
import { toNumbers } from './encode-features.ts'
import { distinctValues } from './feature-encoding.ts'

/** Labels with more values than this are numbers or texts, not classes. */
const maxClasses = 1_000

const numericTypes: readonly ColumnType[] = ['Double', 'Single', 'Int32', 'Int64', 'Int16', 'Byte']
export const isNumeric = ({ type }: Pick<ColumnSchema, 'type'>): boolean => numericTypes.includes(type)

export interface EncodedLabels {
  /** Texts of the values, in the order of the values; none for regression. */
  readonly classes: readonly string[]
  /** Place of each row's class, or the number itself; NaN where it is missing. */
  readonly labels: Float64Array
}

/** @throws AppError `LabelUnsuitable` */
export function assertLabelSuits(column: ColumnSchema, task: 'two-class' | 'multiclass' | 'regression'): void {
  if (task !== 'regression' || isNumeric(column)) return
  const reason = `Regression predicts numbers, but the column is of type ${column.type}.`
  throw new AppError('LabelUnsuitable', { column: column.name, reason })
}

/**
 * Labels as learners see them. Classes are in the order of their values: numbers by size, texts by their characters'
 * codes, false before true. Of two, the second is the positive one.
 * @throws AppError `LabelUnsuitable`
 */
export function encodeLabels(column: Column, task: 'two-class' | 'multiclass' | 'regression'): EncodedLabels {
  assertLabelSuits(column, task)
  if (task === 'regression') return { classes: [], labels: toNumbers(column) }
  const refuse = (reason: string) => new AppError('LabelUnsuitable', { column: column.name, reason })
  const values = distinctValues(column, maxClasses)
  if (values === undefined) throw refuse(`It has more than ${maxClasses} different values.`)
  if (task === 'two-class' && values.length !== 2) {
    throw refuse(`It has ${values.length} different values, where a two-class learner needs exactly 2.`)
  }
  if (values.length < 2) throw refuse(`It has ${values.length} different values, where at least 2 are needed.`)
  const places = new Map(values.map((value, place) => [value, place]))
  const labels = Float64Array.from({ length: column.values.length }, (_, row) =>
    isMissing(column.missing, row)
      ? Number.NaN
      : (places.get(column.values[row] as string | number | bigint) ?? Number.NaN),
  )
  return { classes: values.map(cellWriter(column.type)), labels }
}

/** Makes a column of predicted classes, of the label's own type. @param places NaN = missing */
export function createClassColumn(
  schema: ColumnSchema,
  classes: readonly string[],
): (rowCount: number, placeOf: (row: number) => number) => Column {
  const cells = classes.map((text) => parseCell(schema.type, text) ?? null)
  return (rowCount, placeOf) => {
    const builder: ColumnBuilder = createColumnBuilder(schema, rowCount)
    for (let row = 0; row < rowCount; row += 1) builder.append(cells[placeOf(row)] ?? null)
    return builder.finish()
  }
}

/** Weights of rows, where a column was given that role. @throws AppError `DataInvalid`, `SelectedColumnCount` */
export function weightIndex(schema: TableSchema): number | undefined {
  const indexes = schema.flatMap(({ roles }, index) => (roles.includes('weight') ? [index] : []))
  if (indexes.length > 1) {
    throw new AppError('SelectedColumnCount', { columnSet: 'Weight', expected: '1', found: indexes.length })
  }
  return indexes[0]
}

/** NaN where a weight is missing. @throws AppError `LabelUnsuitable`, `DataInvalid` */
export function encodeWeights(column: Column): Float64Array {
  if (!isNumeric(column)) throw new AppError('ColumnTypeNotSupported', { column: column.name, type: column.type })
  const weights = toNumbers(column)
  const row = weights.findIndex((weight) => weight < 0 || weight === Number.POSITIVE_INFINITY)
  if (row >= 0) {
    const reason = `${weights[row]} is no weight.`
    throw new AppError('DataInvalid', { dataset: 'Dataset', column: column.name, row: row + 1, reason })
  }
  return weights
}
