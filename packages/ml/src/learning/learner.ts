import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import type { Column, Table } from '@sluice/dataflow'
import type { Model, Packable } from '../modules/port-values.ts'
import type { FeatureMatrix } from './feature-matrix.ts'
import type { ModelView } from './model-view.ts'

/** What a learner is told while it trains. */
export interface TrainingContext {
  /** One seed, one model. */
  readonly seed: number
  readonly signal: AbortSignal
  /** From 0 to 1; `text` says what was reached, as `iteration 12, loss 0.31`; `loss` is the next of the training curve. */
  progress(fraction: number, text?: string, loss?: number): void
  log(line: string): void
}

/** What a learner learns from. */
export interface Examples {
  readonly matrix: FeatureMatrix
  /** Place of the class among the classes, or the number to be predicted. */
  readonly labels: Float64Array
  readonly weights: Float64Array | undefined
  /** 0 for regression. */
  readonly classCount: number
}

/** The label column as it was at training, and the order of its classes. */
export interface TrainedLabel {
  readonly column: ColumnSchema
  readonly classes: readonly string[]
}

/** Learns from numbers with a label. The state is all that predictions need, and is kept in the model's file. */
export interface MatrixLearner {
  readonly task: 'two-class' | 'multiclass' | 'regression'
  /** @throws AppError of a module; the signal's reason when it is aborted */
  train(
    examples: Examples,
    parameters: Readonly<Record<string, unknown>>,
    context: TrainingContext,
  ): Packable | Promise<Packable>
  /**
   * Makes a state ready to predict.
   * @returns for each row, row after row: the probability of the second class; that of each class; or the number
   */
  predictor(state: Packable, classCount: number): (matrix: FeatureMatrix) => Float64Array
  /** What there is to see in a state. @param features names of the matrix's columns */
  describe?(state: Packable, features: readonly string[], classes: readonly string[]): ModelView
}

/** What groups are found in. */
export interface ClusteringExamples {
  readonly matrix: FeatureMatrix
  /** Place of each row's class among the classes, -1 where it is missing; where there is a label to begin from. */
  readonly classes: Int32Array | undefined
}

/** Finds groups among numbers without a label. */
export interface Clusterer {
  readonly task: 'clustering'
  train(
    examples: ClusteringExamples,
    parameters: Readonly<Record<string, unknown>>,
    context: TrainingContext,
  ): Packable | Promise<Packable>
  /** What there is to see in a state. @param features names of the matrix's columns */
  describe?(state: Packable, features: readonly string[]): ModelView
  predictor(state: Packable): (matrix: FeatureMatrix) => {
    readonly assignments: Int32Array
    /** Row after row, one distance a cluster. */
    readonly distances: Float64Array
    readonly clusterCount: number
  }
}

/** A model that was trained elsewhere and brings its own way to score. */
export interface ForeignScorer {
  readonly task: 'foreign'
  /** Makes the model ready for columns; what takes time to open may be opened by the first `score`. @throws AppError when it needs others */
  compile(
    model: Model,
    dataset: TableSchema,
  ): {
    readonly schema: TableSchema
    score(table: Table): readonly Column[] | Promise<readonly Column[]>
  }
}

export type Learner = MatrixLearner | Clusterer | ForeignScorer
