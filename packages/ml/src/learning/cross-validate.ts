import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import {
  type Cell,
  type Column,
  columnByName,
  createColumnBuilder,
  createTable,
  createTableFromRows,
  readCell,
  selectRows,
  type Table,
  toColumnSchema,
} from '@sluice/dataflow'
import type { Model } from '../modules/port-values.ts'
import { type Folds, foldColumnIndex, foldColumnName } from './folds.ts'
import type { MatrixLearner, TrainingContext } from './learner.ts'
import { evaluateScores, metricNames } from './metrics/evaluate-scores.ts'
import { findScores, type ScoreKind } from './metrics/scored-dataset.ts'
import { compileTableScorer, keepParts, scoredLabels, scoredSchema } from './score-table.ts'
import { trainModel } from './train-model.ts'

export interface CrossValidation {
  readonly scored: Table
  readonly resultsByFold: Table
}

export const resultsByFoldSchema = (kind: ScoreKind): TableSchema => [
  toColumnSchema('Fold Number', 'String'),
  toColumnSchema('Number of examples in fold', 'Int32'),
  toColumnSchema('Model', 'String'),
  ...metricNames[kind].map((name) => toColumnSchema(name, 'Double')),
]

/** Columns of the scored results, but for the scores. */
export function withFoldColumn(dataset: TableSchema): TableSchema {
  if (foldColumnIndex(dataset) >= 0) return dataset
  if (dataset.some(({ name }) => name === foldColumnName)) {
    throw new AppError('ColumnNameDuplicated', { name: foldColumnName })
  }
  return [...dataset, foldColumn]
}

const foldColumn: ColumnSchema = { ...toColumnSchema(foldColumnName, 'Int32'), roles: [] }

/**
 * Trains once for each fold, on all other rows, and scores the fold with that model; so each row is scored by a model
 * that has not seen it.
 * @throws AppError of training and evaluation; the signal's reason
 */
export async function crossValidate(
  model: Model,
  learner: MatrixLearner,
  { table, label, folds }: { readonly table: Table; readonly label: number; readonly folds: Folds },
  context: TrainingContext,
): Promise<CrossValidation> {
  const { numbers, assignments } = folds
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row)
  const scoredFolds: ScoredFold[] = []
  const results: Cell[][] = []
  let kind: ScoreKind = learner.task
  for (const [index, fold] of numbers.entries()) {
    context.signal.throwIfAborted()
    const trainingRows = rows.filter((row) => assignments[row] !== fold && !Number.isNaN(assignments[row]))
    const foldRows = rows.filter((row) => assignments[row] === fold)
    const trained = await trainModel(
      model,
      learner,
      { table: selectRows(table, trainingRows), label },
      {
        seed: context.seed,
        signal: context.signal,
        progress: (fraction, text) =>
          context.progress((index + fraction) / numbers.length, `fold ${fold}${text === undefined ? '' : `, ${text}`}`),
        log: (line) => context.log(`Fold ${fold}: ${line}`),
      },
    )
    const scored = compileTableScorer(trained, learner, table.schema).score(selectRows(table, foldRows))
    const columns = findScores(scored.schema, `fold ${fold}`)
    kind = columns.kind
    const [row] = evaluateScores(scored, columns, `fold ${fold}`).results
    results.push([String(fold), foldRows.length, model.shape.learner, ...(row ?? [])])
    scoredFolds.push({ rows: foldRows, scored, scores: scored.schema.filter(({ roles }) => roles.includes('score')) })
  }
  const scored = joinFolds(table, label, assignments, scoredFolds)
  const summary = summarize(results, table.rowCount, model.shape.learner)
  return { scored, resultsByFold: createTableFromRows(resultsByFoldSchema(kind), [...results, ...summary]) }
}

interface ScoredFold {
  readonly rows: Int32Array
  readonly scored: Table
  readonly scores: readonly ColumnSchema[]
}

/** All rows in their own order. A class that a fold's model never met has probability 0 there. */
function joinFolds(table: Table, label: number, assignments: Float64Array, folds: readonly ScoredFold[]): Table {
  const scores = unionOf(folds.map((fold) => fold.scores))
  const { schema, replaced } = scoredSchema(table.schema, table.schema[label]?.name, scores)
  const kept = schema.slice(0, schema.length - scores.length)
  const placeOf = new Int32Array(table.rowCount)
  const foldOf = new Int32Array(table.rowCount).fill(-1)
  for (const [index, { rows }] of folds.entries()) {
    for (const [place, row] of rows.entries()) {
      placeOf[row] = place
      foldOf[row] = index
    }
  }
  const columns = scores.map((column): Column => {
    const sources = folds.map(({ scored, scores: own }) =>
      own.some(({ name }) => name === column.name) ? columnByName(scored, column.name) : undefined,
    )
    const builder = createColumnBuilder(column, table.rowCount)
    for (let row = 0; row < table.rowCount; row += 1) {
      const fold = foldOf[row] as number
      const source = sources[fold]
      if (fold < 0) builder.append(null)
      else builder.append(source === undefined ? 0 : readCell(source, placeOf[row] as number))
    }
    return builder.finish()
  })
  const withFolds = withFoldColumn(kept)
  const parts = [...keepParts(table, table.schema, schema, replaced)]
  if (withFolds !== kept)
    parts.push(
      ...createTableFromRows(
        [foldColumn],
        Array.from(assignments, (fold) => [fold]),
      ).parts,
    )
  return createTable(table.rowCount, [...parts, ...columns], [...withFolds, ...scores])
}

/** Probabilities of all classes that any fold met, then the labels, where there are classes. */
function unionOf(scores: readonly (readonly ColumnSchema[])[]): ColumnSchema[] {
  const byName = new Map(scores.flat().map((column) => [column.name, column]))
  const labels = byName.get(scoredLabels)
  if (byName.size === scores[0]?.length || labels === undefined) return [...(scores[0] ?? [])]
  byName.delete(scoredLabels)
  return [...[...byName.values()].sort((left, right) => (left.name < right.name ? -1 : 1)), labels]
}

/** Mean and sample standard deviation of each metric over the folds. */
function summarize(results: readonly (readonly Cell[])[], rowCount: number, learner: string): Cell[][] {
  const metrics = (results[0] ?? []).slice(3).map((_, index) => {
    const values = results.map((row) => row[index + 3] as Cell).filter((cell) => cell !== null)
    const mean = values.reduce((sum: number, value) => sum + Number(value), 0) / values.length
    const squares = values.reduce((sum: number, value) => sum + (Number(value) - mean) ** 2, 0)
    return { mean, deviation: Math.sqrt(squares / (values.length - 1)) }
  })
  const toCell = (value: number): Cell => (Number.isNaN(value) ? null : value)
  return [
    ['Mean', rowCount, learner, ...metrics.map(({ mean }) => toCell(mean))],
    ['Standard Deviation', rowCount, learner, ...metrics.map(({ deviation }) => toCell(deviation))],
  ]
}
