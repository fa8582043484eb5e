import { AppError, type ColumnSchema, type ModelShape, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  createColumn,
  createTable,
  missingWhere,
  type Table,
  type TablePart,
  toColumnSchema,
} from '@sluice/dataflow'
import type { Model } from '../modules/port-values.ts'
import { compileFeatureEncoder } from './encode-features.ts'
import { createClassColumn } from './label-column.ts'
import type { MatrixLearner } from './learner.ts'
import type { TrainedState } from './train-model.ts'

export const scoredLabels = 'Scored Labels'
export const scoredProbabilities = 'Scored Probabilities'
/** @see reference: AzureML, 1.7 */
export const probabilityOfClass = (text: string) => `${scoredProbabilities} for Class "${text}"`

export interface TableScorer {
  readonly schema: TableSchema
  score(table: Table): Table
}

/** Columns that scoring gives; undefined while classes are not known. */
export function scoreColumns({ task, training }: ModelShape): readonly ColumnSchema[] | undefined {
  if (training?.label === undefined || task === 'clustering' || task === 'foreign') return undefined
  if (task === 'regression') return [scoreColumn(scoredLabels, 'Double')]
  const { type, isCategorical } = training.label
  const labels = { ...scoreColumn(scoredLabels, type), isCategorical }
  if (task === 'two-class') return [labels, scoreColumn(scoredProbabilities, 'Double')]
  if (training.classes === undefined) return undefined
  return [...training.classes.map((text) => scoreColumn(probabilityOfClass(text), 'Double')), labels]
}

const scoreColumn = (name: string, type: ColumnSchema['type']): ColumnSchema => ({
  ...toColumnSchema(name, type),
  roles: ['score'],
})

/**
 * Columns of the scored table: those of the dataset, then the scores. The model's label alone is marked as label, so
 * that evaluation finds it; scores of an earlier scoring under the same names give way.
 * @throws AppError `ColumnNameDuplicated` when a column that is no score has the name of one
 */
export function scoredSchema(
  dataset: TableSchema,
  label: string | undefined,
  scores: readonly ColumnSchema[],
): { readonly schema: TableSchema; readonly replaced: ReadonlySet<number> } {
  const names = new Set(scores.map(({ name }) => name))
  const replaced = new Set<number>()
  for (const [index, { name, roles }] of dataset.entries()) {
    if (!names.has(name)) continue
    if (!roles.includes('score')) throw new AppError('ColumnNameDuplicated', { name })
    replaced.add(index)
  }
  const kept = dataset.filter((_, index) => !replaced.has(index))
  const hasLabel = kept.some(({ name }) => name === label)
  const marked = kept.map((column) => {
    if (column.name === label) return { ...column, roles: ['label' as const] }
    const isOther = hasLabel && column.roles.includes('label')
    return isOther ? { ...column, roles: column.roles.filter((role) => role !== 'label') } : column
  })
  return { schema: [...marked, ...scores], replaced }
}

/**
 * Makes a trained model ready for tables with these columns. Rows whose features do not suffice get no score.
 * @throws AppError `ColumnNotFound`, `SchemaMismatch`, `ColumnNameDuplicated`; from scoring `DataInvalid`
 */
export function compileTableScorer(
  model: Model,
  learner: MatrixLearner,
  dataset: TableSchema,
  { appends = true }: { readonly appends?: boolean } = {},
): TableScorer {
  const { training } = model.shape
  const columns = scoreColumns(model.shape)
  if (training === undefined || columns === undefined || model.state === undefined) {
    throw new AppError('ModelNotTrained', { model: model.shape.learner })
  }
  const state = model.state as TrainedState
  const encode = compileFeatureEncoder({ features: training.features, encoding: state.encoding }, dataset)
  const classes = training.classes ?? []
  const predict = learner.predictor(state.learned, classes.length)
  const toColumns = compileScores(model.shape.task, columns, classes)
  if (!appends) {
    return {
      schema: columns,
      score: (table) => createTable(table.rowCount, toColumns(table.rowCount, predict(encode(table))), columns),
    }
  }
  const { schema, replaced } = scoredSchema(dataset, training.label?.name, columns)
  return {
    schema,
    score(table) {
      const parts = keepParts(table, dataset, schema, replaced)
      const scores = toColumns(table.rowCount, predict(encode(table)))
      return createTable(table.rowCount, [...parts, ...scores], schema)
    },
  }
}

/** The columns of a dataset without scores that are replaced, in the roles that they have now. */
export function keepParts(
  table: Table,
  dataset: TableSchema,
  schema: TableSchema,
  replaced: ReadonlySet<number>,
): TablePart[] {
  const parts: TablePart[] = []
  let [before, kept] = [0, 0]
  for (const part of table.parts) {
    if (part.kind === 'sparse') {
      // Scores are never stored sparse.
      parts.push(part)
      before += part.schema.length
      kept += part.schema.length
      continue
    }
    if (!replaced.has(before)) {
      const { roles } = schema[kept] as ColumnSchema
      parts.push(roles === dataset[before]?.roles ? part : ({ ...part, roles } as Column))
      kept += 1
    }
    before += 1
  }
  return parts
}

function compileScores(
  task: ModelShape['task'],
  columns: readonly ColumnSchema[],
  classes: readonly string[],
): (rowCount: number, predictions: Float64Array) => Column[] {
  if (task === 'regression') return (_, predictions) => [numberColumn(columns[0] as ColumnSchema, predictions)]
  if (task === 'two-class') {
    const [labels, probability] = columns as [ColumnSchema, ColumnSchema]
    const toLabels = createClassColumn(labels, classes)
    return (rowCount, predictions) => [
      toLabels(rowCount, (row) => positivePlace(predictions[row] as number)),
      numberColumn(probability, predictions),
    ]
  }
  const width = classes.length
  const toLabels = createClassColumn(columns[width] as ColumnSchema, classes)
  return (rowCount, predictions) => [
    ...classes.map((_, place) =>
      numberColumn(
        columns[place] as ColumnSchema,
        Float64Array.from({ length: rowCount }, (_, row) => predictions[row * width + place] as number),
      ),
    ),
    toLabels(rowCount, (row) => likeliest(predictions, row * width, width)),
  ]
}

/** -1 where there is no score. */
const positivePlace = (probability: number): number => (Number.isNaN(probability) ? -1 : Number(probability > 0.5))

function likeliest(predictions: Float64Array, from: number, width: number): number {
  let best = -1
  let highest = Number.NEGATIVE_INFINITY
  for (let place = 0; place < width; place += 1) {
    const probability = predictions[from + place] as number
    if (probability > highest) [best, highest] = [place, probability]
  }
  return best
}

function numberColumn(schema: ColumnSchema, values: Float64Array): Column {
  const missing = missingWhere(values.length, (row) => Number.isNaN(values[row]))
  return createColumn({ ...schema, type: 'Double' }, values, missing)
}
