import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import { type Column, cellWriter, columnAt, isMissing, type Table } from '@sluice/dataflow'
import { toNumbers } from '../encode-features.ts'
import { isNumeric } from '../label-column.ts'
import { scoredLabels, scoredProbabilities } from '../score-table.ts'
import type { TwoClassScores } from './two-class-metrics.ts'

export const scoreKinds = ['two-class', 'multiclass', 'regression', 'clustering'] as const
export type ScoreKind = (typeof scoreKinds)[number]

export const assignmentsName = 'Assignments'
export const distancePrefix = 'DistancesToClusterCenter no.'

/** What kind of model scored a dataset, told from its columns, and where they are. */
export interface ScoredColumns {
  readonly kind: ScoreKind
  /** Of the label; in clustering of the assignments. */
  readonly label: number
  /** Of the scored labels; in clustering of the assignments. */
  readonly scored: number
  /** Of the probability or the distances. */
  readonly numbers: readonly number[]
}

/** @throws AppError `ScoreMissing`, `LabelMissing`, `SeveralLabels`, `LabelUnsuitable` */
export function findScores(schema: TableSchema, dataset: string): ScoredColumns {
  const indexOf = (name: string) => schema.findIndex((column) => column.name === name)
  const assignments = indexOf(assignmentsName)
  const distances = indexesWhere(schema, ({ name }) => name.startsWith(distancePrefix))
  const scored = indexOf(scoredLabels)
  if (scored < 0 && assignments >= 0 && distances.length > 0) {
    return { kind: 'clustering', label: assignments, scored: assignments, numbers: distances }
  }
  if (scored < 0) throw new AppError('ScoreMissing', { dataset })
  const [label, ...more] = indexesWhere(schema, ({ roles }) => roles.includes('label'))
  if (label === undefined) throw new AppError('LabelMissing', { dataset })
  if (more.length > 0) throw new AppError('SeveralLabels', { columnSet: dataset })
  const probability = indexOf(scoredProbabilities)
  if (probability >= 0) return { kind: 'two-class', label, scored, numbers: [probability] }
  const isMulticlass = schema.some(({ name }) => name.startsWith(`${scoredProbabilities} for Class "`))
  const column = schema[label] as ColumnSchema
  if (isMulticlass || !isNumeric(schema[scored] as ColumnSchema)) {
    return { kind: 'multiclass', label, scored, numbers: [] }
  }
  if (!isNumeric(column)) {
    const reason = `The scores are numbers, but the column is of type ${column.type}.`
    throw new AppError('LabelUnsuitable', { column: column.name, reason })
  }
  return { kind: 'regression', label, scored, numbers: [] }
}

const indexesWhere = (schema: TableSchema, isMeant: (column: ColumnSchema) => boolean): number[] =>
  schema.flatMap((column, index) => (isMeant(column) ? [index] : []))

/** Texts of the label and of the prediction, of rows that have both. @throws AppError `AllRowsMissing` */
export function readClasses(table: Table, columns: ScoredColumns, dataset: string) {
  const [label, scored] = [columnAt(table, columns.label), columnAt(table, columns.scored)]
  const rows = completeRows(table, [label, scored], dataset)
  return { rows, actual: textsOf(label, rows), predicted: textsOf(scored, rows) }
}

/** @throws AppError `AllRowsMissing` */
export function readNumbers(table: Table, columns: ScoredColumns, dataset: string) {
  const [label, scored] = [columnAt(table, columns.label), columnAt(table, columns.scored)]
  const rows = completeRows(table, [label, scored], dataset)
  return { labels: numbersOf(label, rows), predictions: numbersOf(scored, rows) }
}

/** @throws AppError `AllRowsMissing` */
export function readDistances(table: Table, columns: ScoredColumns, dataset: string) {
  const assignments = columnAt(table, columns.scored)
  const distances = columns.numbers.map((index) => columnAt(table, index))
  const rows = completeRows(table, [assignments, ...distances], dataset)
  return { assignments: numbersOf(assignments, rows), distances: distances.map((column) => numbersOf(column, rows)) }
}

/**
 * Which class is the positive one is told by the predictions: those with more than half of the probability.
 * @throws AppError `AllRowsMissing`
 */
export function readTwoClasses(table: Table, columns: ScoredColumns, dataset: string): TwoClassScores {
  const { rows, actual, predicted } = readClasses(table, columns, dataset)
  const probabilities = numbersOf(columnAt(table, columns.numbers[0] as number), rows)
  const certain = probabilities.findIndex((probability) => probability > 0.5)
  const positive = certain >= 0 ? predicted[certain] : [...actual].find((text) => text !== predicted[0])
  return { isPositive: Uint8Array.from(actual, (text) => Number(text === positive)), probabilities }
}

function completeRows(table: Table, columns: readonly Column[], dataset: string): Int32Array {
  if (table.rowCount === 0) throw new AppError('TooFewRows', { dataset, minimum: 1 })
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row).filter((row) =>
    columns.every(({ missing, values }) => !isMissing(missing, row) && !Number.isNaN(values[row])),
  )
  if (rows.length === 0) throw new AppError('AllRowsMissing', { dataset })
  return rows
}

function textsOf(column: Column, rows: Int32Array): string[] {
  const toText = cellWriter(column.type)
  return Array.from(rows, (row) => toText(column.values[row] as string | number | bigint))
}

function numbersOf(column: Column, rows: Int32Array): Float64Array {
  const numbers = toNumbers(column)
  return Float64Array.from(rows, (row) => numbers[row] as number)
}
