import { AppError, type ColumnSchema, type ModelShape, type TableSchema } from '@sluice/contracts'
import { columnAt, type Table } from '@sluice/dataflow'
import type { Model, Packable } from '../modules/port-values.ts'
import { encodeFeatures } from './encode-features.ts'
import { type FeatureEncoding, featureIndexes } from './feature-encoding.ts'
import { assertLabelSuits, encodeLabels, encodeWeights, weightIndex } from './label-column.ts'
import type { Examples, Learner, MatrixLearner, TrainingContext } from './learner.ts'
import { selectExamples } from './matrix-rows.ts'
import { singleParameters } from './trainer-mode.ts'

/** State of a model that was trained on a table. */
export type TrainedState = {
  readonly encoding: FeatureEncoding
  /** What the learner needs to predict. */
  readonly learned: Packable
  readonly training: {
    readonly rowCount: number
    /** Rows without a label, or without a weight where there are weights. */
    readonly droppedRowCount: number
    /** Rows of each class; for regression mean and standard deviation of the label. */
    readonly classCounts?: Float64Array
    readonly labelMean?: number
    readonly labelDeviation?: number
  }
}

/** @throws AppError `LearnerInvalid` when it does not learn from a label */
export function assertMatrixLearner(learner: Learner, id: string): asserts learner is MatrixLearner {
  if (learner.task === 'clustering' || learner.task === 'foreign') {
    throw new AppError('LearnerInvalid', { learner: id, expected: 'a classification or regression learner' })
  }
}

/** What will be known of the model. @throws AppError `LabelUnsuitable`, `TooFewColumns` */
export function shapeAfterTraining(model: ModelShape, dataset: TableSchema, label: number): ModelShape {
  const column = dataset[label] as ColumnSchema
  if (model.task !== 'clustering' && model.task !== 'foreign') assertLabelSuits(column, model.task)
  const features = featureIndexes(dataset, column.name).map((index) => dataset[index] as ColumnSchema)
  if (features.length === 0) throw new AppError('TooFewColumns', { dataset: 'Dataset', minimum: 1 })
  return { ...model, training: { label: column, features } }
}

/**
 * Trains on all rows that have a label.
 * @throws AppError of the kinds that Train Model lists; the signal's reason
 */
export async function trainModel(
  model: Model,
  learner: MatrixLearner,
  { table, label }: { readonly table: Table; readonly label: number },
  context: TrainingContext,
): Promise<Model> {
  const { task } = learner
  if (table.rowCount === 0) throw new AppError('TooFewRows', { dataset: 'Dataset', minimum: 1 })
  const column = columnAt(table, label)
  const parameters = singleParameters(model.parameters)
  const { classes, labels } = encodeLabels(column, task)
  const infinite = labels.find((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY)
  if (infinite !== undefined) throw new AppError('IsInfinite', { value: String(infinite) })
  const weightAt = weightIndex(table.schema)
  const weights = weightAt === undefined ? undefined : encodeWeights(columnAt(table, weightAt))
  const used = Int32Array.from(labels.keys()).filter(
    (row) => !Number.isNaN(labels[row]) && !Number.isNaN(weights?.[row] ?? 0),
  )
  if (used.length === 0) throw new AppError('AllRowsMissing', { dataset: 'Dataset' })
  const { features, encoding, matrix } = encodeFeatures(table, featureIndexes(table.schema, column.name), {
    allowsUnknownLevels: parameters.allowUnknownLevels !== false,
  })
  const all: Examples = { matrix, labels, weights, classCount: classes.length }
  const examples = used.length === table.rowCount ? all : selectExamples(all, used)
  const droppedRowCount = table.rowCount - used.length
  if (droppedRowCount > 0) context.log(`${droppedRowCount} rows without a label or weight were left out.`)
  const learned = await learner.train(examples, parameters, context)
  const state: TrainedState = {
    encoding,
    learned,
    training: { rowCount: used.length, droppedRowCount, ...labelStatistics(examples) },
  }
  const schema = table.schema[label] as ColumnSchema
  const training = {
    label: schema,
    features: [...features],
    ...(task === 'regression' ? {} : { classes: [...classes] }),
  }
  return { ...model, shape: { ...model.shape, training }, state }
}

function labelStatistics({ labels, classCount }: Examples) {
  if (classCount === 0) {
    const labelMean = labels.reduce((sum, value) => sum + value, 0) / labels.length
    const squares = labels.reduce((sum, value) => sum + (value - labelMean) ** 2, 0)
    return { labelMean, labelDeviation: Math.sqrt(squares / labels.length) }
  }
  const classCounts = new Float64Array(classCount)
  for (const label of labels) classCounts[label] = (classCounts[label] as number) + 1
  return { classCounts }
}
