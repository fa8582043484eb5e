import { AppError, type ColumnSchema, type TableSchema } from '@sluice/contracts'
import {
  type Column,
  columnAt,
  createColumn,
  createColumnBuilder,
  createColumnSelector,
  createTable,
  parseCell,
  readCell,
  type Table,
  toColumnSchema,
} from '@sluice/dataflow'
import type { Model, Packable } from '../modules/port-values.ts'
import { clusterLabels, encodeClusterClasses } from './cluster-labels.ts'
import { compileFeatureEncoder, encodeFeatures } from './encode-features.ts'
import { type FeatureEncoding, featureIndexes } from './feature-encoding.ts'
import type { LabelMode } from './k-means-clusterer.ts'
import type { Clusterer, Learner, TrainingContext } from './learner.ts'
import { assignmentsName, distancePrefix } from './metrics/scored-dataset.ts'
import { scoredSchema, type TableScorer } from './score-table.ts'
import { singleParameters } from './trainer-mode.ts'

/** State of a clustering model that was trained on a table. */
export type ClusteringState = {
  readonly encoding: FeatureEncoding
  readonly learned: Packable
  readonly clusterCount: number
  /** Where the label is not ignored: what it is to be in each cluster. */
  readonly labels:
    | {
        readonly column: string
        readonly mode: Exclude<LabelMode, 'ignore'>
        /** One text a cluster, null where nothing is known. */
        readonly texts: readonly (string | null)[]
      }
    | undefined
}

/** @throws AppError `LearnerInvalid` */
export function assertClusterer(learner: Learner, id: string): asserts learner is Clusterer {
  if (learner.task !== 'clustering')
    throw new AppError('LearnerInvalid', { learner: id, expected: 'a clustering learner' })
}

/** Place of the one column that is marked as label. @throws AppError `SeveralLabels` */
export function markedLabel(schema: TableSchema): number | undefined {
  const [label, ...more] = schema.flatMap(({ roles }, index) => (roles.includes('label') ? [index] : []))
  if (more.length > 0) throw new AppError('SeveralLabels', { columnSet: 'Dataset' })
  return label
}

/**
 * Columns that clusters are found in: those of the selection that are features, and with `fill-missing-values` the label.
 * @throws AppError `SeveralLabels`, `NoColumnsSelected`
 */
export function clusteringFeatures(schema: TableSchema, selected: readonly number[], mode: LabelMode): number[] {
  const label = markedLabel(schema)
  const features = featureIndexes(schema).filter((index) => selected.includes(index) && index !== label)
  if (features.length === 0) throw new AppError('NoColumnsSelected', { columnSet: 'Column Set' })
  return mode === 'fill-missing-values' && label !== undefined ? [...features, label].sort((a, b) => a - b) : features
}

/** @throws AppError of the kinds that Train Clustering Model lists; the signal's reason */
export async function trainClusteringModel(
  model: Model,
  clusterer: Clusterer,
  { table, selected }: { readonly table: Table; readonly selected: readonly number[] },
  context: TrainingContext,
): Promise<Model> {
  if (table.rowCount === 0) throw new AppError('TooFewRows', { dataset: 'Dataset', minimum: 1 })
  const parameters = singleParameters(model.parameters)
  const mode = labelModeOf(model)
  const labelAt = markedLabel(table.schema)
  const label = labelAt === undefined ? undefined : columnAt(table, labelAt)
  const { features, encoding, matrix } = encodeFeatures(table, clusteringFeatures(table.schema, selected, mode))
  const classes = label === undefined ? undefined : encodeClusterClasses(label)
  const learned = await clusterer.train({ matrix, classes }, parameters, context)
  const found = clusterer.predictor(learned)(matrix)
  const state: ClusteringState = {
    encoding,
    learned,
    clusterCount: found.clusterCount,
    labels:
      label === undefined || mode === 'ignore'
        ? undefined
        : { column: label.name, mode, texts: clusterLabels(label, mode, found) },
  }
  return { ...model, shape: { ...model.shape, training: { features: [...features] } }, state }
}

export const labelModeOf = ({ parameters }: Model): LabelMode => (parameters.assignLabelMode ?? 'ignore') as LabelMode

const scoreColumn = (name: string, type: 'Int32' | 'Double'): ColumnSchema => ({
  ...toColumnSchema(name, type),
  roles: ['score'],
})

/**
 * Makes a clustering model ready for tables with these columns.
 * @throws AppError `ModelNotTrained`, `ColumnNotFound`, `SchemaMismatch`, `ColumnNameDuplicated`; from scoring `DataInvalid`
 */
export function compileClusterAssigner(
  model: Model,
  clusterer: Clusterer,
  dataset: TableSchema,
  appends: boolean,
): TableScorer {
  const { training } = model.shape
  if (training === undefined || model.state === undefined) {
    throw new AppError('ModelNotTrained', { model: model.shape.learner })
  }
  const { encoding, learned, clusterCount, labels } = model.state as ClusteringState
  const encode = compileFeatureEncoder({ features: training.features, encoding }, dataset)
  const assign = clusterer.predictor(learned)
  const scores = [
    scoreColumn(assignmentsName, 'Int32'),
    ...Array.from({ length: clusterCount }, (_, cluster) => scoreColumn(`${distancePrefix}${cluster}`, 'Double')),
  ]
  const toColumns = ({ assignments, distances }: ReturnType<typeof assign>): Column[] => [
    createColumn({ ...(scores[0] as ColumnSchema), type: 'Int32' }, assignments),
    ...scores
      .slice(1)
      .map((schema, cluster) =>
        createColumn(
          { ...schema, type: 'Double' },
          assignments.length === 1
            ? distances.subarray(cluster, cluster + 1)
            : Float64Array.from(assignments, (_, row) => distances[row * clusterCount + cluster] as number),
        ),
      ),
  ]
  if (!appends) {
    return { schema: scores, score: (table) => createTable(table.rowCount, toColumns(assign(encode(table))), scores) }
  }
  const { schema, replaced } = scoredSchema(dataset, undefined, scores)
  const keep = createColumnSelector([...dataset.keys()].filter((index) => !replaced.has(index)))
  const labelAt = labels === undefined ? -1 : dataset.findIndex(({ name }) => name === labels.column)
  return {
    schema,
    score(table) {
      const found = assign(encode(table))
      const parts = replaced.size === 0 ? table.parts : keep(table).parts
      const labelled =
        labels === undefined || labelAt === -1
          ? parts
          : parts.map((part) =>
              part.kind === 'column' && part.name === labels.column ? relabel(part, labels, found.assignments) : part,
            )
      return createTable(table.rowCount, [...labelled, ...toColumns(found)], schema)
    },
  }
}

function relabel(column: Column, labels: NonNullable<ClusteringState['labels']>, assignments: Int32Array): Column {
  const builder = createColumnBuilder(column, assignments.length)
  const cells = labels.texts.map((text) => (text === null ? null : (parseCell(column.type, text) ?? null)))
  for (const [row, cluster] of assignments.entries()) {
    const own = readCell(column, row)
    const given = cells[cluster] ?? null
    builder.append(given !== null && (labels.mode === 'overwrite-from-closest' || own === null) ? given : own)
  }
  return builder.finish()
}
