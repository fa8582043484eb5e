import type { TableSchema } from '@sluice/contracts'
import { type Cell, type Table, toColumnSchema } from '@sluice/dataflow'
import { type ClusterMetrics, clusteringMetrics } from './clustering-metrics.ts'
import { confusionMatrix, multiclassMetrics } from './multiclass-metrics.ts'
import { histogram, regressionMetrics } from './regression-metrics.ts'
import {
  readClasses,
  readDistances,
  readNumbers,
  readTwoClasses,
  type ScoredColumns,
  type ScoreKind,
} from './scored-dataset.ts'
import { ratio, shareMetrics, twoClassCurve, twoClassMetrics } from './two-class-metrics.ts'

/** Rows of results and of what curves are drawn from; their columns are `resultSchemas` and `curveSchemas`. */
export interface Evaluation {
  readonly results: readonly (readonly Cell[])[]
  readonly curves: readonly (readonly Cell[])[]
}

const numbers = (...names: string[]): TableSchema => names.map((name) => toColumnSchema(name, 'Double'))

/** Metrics of each kind of model, in the order of the studio. @see reference: AzureML, 4.5 */
export const metricNames: { readonly [Kind in ScoreKind]: readonly string[] } = {
  'two-class': ['Accuracy', 'Precision', 'Recall', 'F-Score', 'AUC', 'Average Log Loss', 'Training Log Loss'],
  multiclass: [
    'Overall accuracy',
    'Average accuracy',
    'Micro-averaged precision',
    'Macro-averaged precision',
    'Micro-averaged recall',
    'Macro-averaged recall',
  ],
  regression: [
    'Negative Log Likelihood',
    'Mean Absolute Error',
    'Root Mean Squared Error',
    'Relative Absolute Error',
    'Relative Squared Error',
    'Coefficient of Determination',
  ],
  clustering: [
    'Average Distance to Other Center',
    'Average Distance to Cluster Center',
    'Number of Points',
    'Maximal Distance To Cluster Center',
  ],
}

export const resultSchemas: { readonly [Kind in ScoreKind]: TableSchema } = {
  'two-class': numbers(...metricNames['two-class']),
  multiclass: numbers(...metricNames.multiclass),
  regression: numbers(...metricNames.regression),
  clustering: [toColumnSchema('Result Description', 'String'), ...numbers(...metricNames.clustering)],
}

const dataset = toColumnSchema('Dataset', 'String')

/** What a view draws: curves and the matrix at each threshold; a confusion matrix; a histogram; sizes of clusters. */
export const curveSchemas: { readonly [Kind in ScoreKind]: TableSchema } = {
  'two-class': [
    dataset,
    ...numbers(
      'Threshold',
      'True Positives',
      'False Positives',
      'True Negatives',
      'False Negatives',
      'False Positive Rate',
      'True Positive Rate',
      'Positive Rate',
      'Lift',
      'Accuracy',
      'Precision',
      'Recall',
      'F-Score',
    ),
  ],
  multiclass: [
    dataset,
    toColumnSchema('Actual Class', 'String'),
    toColumnSchema('Predicted Class', 'String'),
    ...numbers('Count', 'Share of Actual Class'),
  ],
  regression: [dataset, ...numbers('Error From', 'Error To', 'Count')],
  clustering: [dataset, toColumnSchema('Cluster', 'Int32'), ...numbers('Number of Points', 'Share of Points')],
}

/**
 * Compares scores with labels; rows without one of them do not count.
 * @param name of the dataset, in curves and messages
 * @throws AppError `TooFewRows`, `AllRowsMissing`
 */
export const evaluateScores = (table: Table, columns: ScoredColumns, name: string): Evaluation =>
  evaluators[columns.kind](table, columns, name)

const evaluators: {
  readonly [Kind in ScoreKind]: (table: Table, columns: ScoredColumns, name: string) => Evaluation
} = {
  'two-class'(table, columns, name) {
    const scores = readTwoClasses(table, columns, name)
    const rowCount = scores.isPositive.length
    const curves = twoClassCurve(scores).map(({ threshold, counts }) => {
      const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts
      const { Accuracy, Precision, Recall, 'F-Score': fScore } = shareMetrics(counts)
      const falsePositiveRate = ratio(falsePositives, falsePositives + trueNegatives)
      const positiveRate = (truePositives + falsePositives) / rowCount
      const lift = ratio(Precision, (truePositives + falseNegatives) / rowCount)
      const outcomes = [truePositives, falsePositives, trueNegatives, falseNegatives]
      const rates = [falsePositiveRate, Recall, positiveRate, lift, Accuracy, Precision, Recall, fScore]
      return [name, toCell(threshold), ...outcomes, ...rates]
    })
    return { results: [metricRow('two-class', twoClassMetrics(scores))], curves }
  },
  multiclass(table, columns, name) {
    const { actual, predicted } = readClasses(table, columns, name)
    const matrix = confusionMatrix(actual, predicted)
    const { classes, counts } = matrix
    const curves = classes.flatMap((from, row) => {
      const line = counts.subarray(row * classes.length, (row + 1) * classes.length)
      const total = line.reduce((sum, count) => sum + count, 0)
      return classes.map((to, place) => {
        const count = line[place] as number
        return [name, from, to, count, ratio(count, total)]
      })
    })
    return { results: [metricRow('multiclass', multiclassMetrics(matrix))], curves }
  },
  regression(table, columns, name) {
    const { labels, predictions } = readNumbers(table, columns, name)
    const errors = predictions.map((prediction, row) => prediction - (labels[row] as number))
    return {
      results: [metricRow('regression', regressionMetrics(labels, predictions))],
      curves: histogram(errors).map(({ from, to, count }) => [name, from, to, count]),
    }
  },
  clustering(table, columns, name) {
    const { assignments, distances } = readDistances(table, columns, name)
    const [all, ...clusters] = clusteringMetrics(assignments, distances)
    const results = clusters.map((metrics, cluster) => clusterRow(`Evaluation For Cluster No.${cluster}`, metrics))
    return {
      results: [clusterRow('Combined Evaluation', all as ClusterMetrics), ...results],
      curves: clusters.map(({ points }, cluster) => [name, cluster, points, points / assignments.length]),
    }
  },
}

const clusterRow = (name: string, { averageToOther, averageToCenter, points, maximal }: ClusterMetrics): Cell[] => [
  name,
  ...[averageToOther, averageToCenter, points, maximal].map(toCell),
]

const metricRow = (kind: ScoreKind, metrics: Readonly<Record<string, number>>): Cell[] =>
  metricNames[kind].map((name) => toCell(metrics[name] as number))

/** What is not defined is missing. */
const toCell = (value: number): Cell => (Number.isNaN(value) ? null : value)
