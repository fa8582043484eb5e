import type { ExperimentGraph } from '@sluice/contracts'
import { createSimpleFeatureHashingExperiment } from './simple-feature-hashing-experiment.ts'
import { allColumnsBut, onlyColumns, templateGraph } from './template-graph.ts'

/** An experiment to begin with. */
export interface ExperimentTemplate {
  readonly title: string
  readonly summary: string
  /** Names of the datasets that it takes, in the order of the ids below. */
  readonly datasets: readonly string[]
  createGraph(datasetIds: readonly string[]): ExperimentGraph
}

/** Two learners on the same rows, compared: everything below the data of an experiment, from line 3 of the drawing on. */
const twoLearners = (first: string, second: string, label: string, data: `${string}.${string}`) =>
  ({
    modules: [
      ['split', 'split-data', 1, 3, { fraction: 0.7, randomSeed: 1 }],
      ['learner1', first, 0, 3, { randomSeed: 1 }],
      ['learner2', second, 2, 3, { randomSeed: 1 }],
      ['train1', 'train-model', 0, 4, { labelColumn: onlyColumns(label) }],
      ['train2', 'train-model', 2, 4, { labelColumn: onlyColumns(label) }],
      ['score1', 'score-model', 0, 5],
      ['score2', 'score-model', 2, 5],
      ['evaluate', 'evaluate-model', 1, 6],
    ],
    connections: [
      `${data} > split.dataset`,
      'learner1.untrainedModel > train1.untrainedModel',
      'split.resultsDataset1 > train1.dataset',
      'learner2.untrainedModel > train2.untrainedModel',
      'split.resultsDataset1 > train2.dataset',
      'train1.trainedModel > score1.trainedModel',
      'split.resultsDataset2 > score1.dataset',
      'train2.trainedModel > score2.trainedModel',
      'split.resultsDataset2 > score2.dataset',
      'score1.scoredDataset > evaluate.scoredDataset',
      'score2.scoredDataset > evaluate.scoredDatasetToCompare',
    ],
  }) as const

/** Every template, by its id. */
export const experimentTemplates: Readonly<Record<string, ExperimentTemplate>> = {
  'simple-feature-hashing': {
    title: 'Simple feature hashing',
    summary: 'Turns text into counts of hashed words and word pairs, with the ports of a web service.',
    datasets: ['Book Reviews from Amazon'],
    createGraph: ([datasetId = '']) => createSimpleFeatureHashingExperiment(datasetId),
  },
  'spam-filter': {
    title: 'Spam filter',
    summary:
      'Two classes from text: mails are cleaned and hashed, and two learners compared on those they did not see.',
    datasets: ['Mail'],
    createGraph([datasetId = '']) {
      const { modules, connections } = twoLearners(
        'two-class-logistic-regression',
        'two-class-boosted-decision-tree',
        'class',
        'pick.resultsDataset',
      )
      return templateGraph(
        [
          ['mail', 'saved-dataset', 1, 0, { datasetId }],
          ['clean', 'preprocess-text', 1, 1, { textColumn: onlyColumns('text') }],
          ['hash', 'feature-hashing', 1, 2, { targetColumns: onlyColumns('Preprocessed text'), bitsize: 9, nGrams: 1 }],
          [
            'pick',
            'select-columns-in-dataset',
            2,
            2,
            { columns: allColumnsBut('subject', 'text', 'Preprocessed text') },
          ],
          ...modules,
        ],
        [
          'mail.dataset > clean.dataset',
          'clean.resultsDataset > hash.dataset',
          'hash.transformedDataset > pick.dataset',
          ...connections,
        ],
      )
    },
  },
  'car-mileage': {
    title: 'Fuel economy of cars',
    summary: 'A number from numbers: missing values are filled in, a straight line and boosted trees compared.',
    datasets: ['Cars'],
    createGraph([datasetId = '']) {
      const { modules, connections } = twoLearners(
        'linear-regression',
        'boosted-decision-tree-regression',
        'Miles_per_Gallon',
        'fill.cleanedDataset',
      )
      return templateGraph(
        [
          ['cars', 'saved-dataset', 1, 0, { datasetId }],
          ['pick', 'select-columns-in-dataset', 1, 1, { columns: allColumnsBut('Name', 'Year') }],
          ['fill', 'clean-missing-data', 1, 2, { mode: 'remove-row' }],
          ...modules,
        ],
        ['cars.dataset > pick.dataset', 'pick.resultsDataset > fill.dataset', ...connections],
      )
    },
  },
  'iris-species': {
    title: 'Species of irises',
    summary: 'Several classes from numbers, with the confusion matrix of what was taken for what.',
    datasets: ['Iris flowers'],
    createGraph: ([datasetId = '']) =>
      templateGraph(
        [
          ['irises', 'saved-dataset', 1, 0, { datasetId }],
          ['split', 'split-data', 1, 1, { fraction: 0.6, randomSeed: 1 }],
          ['learner', 'multiclass-logistic-regression', 0, 1, { randomSeed: 1 }],
          ['train', 'train-model', 0, 2, { labelColumn: onlyColumns('species') }],
          ['score', 'score-model', 0, 3],
          ['evaluate', 'evaluate-model', 0, 4],
        ],
        [
          'irises.dataset > split.dataset',
          'learner.untrainedModel > train.untrainedModel',
          'split.resultsDataset1 > train.dataset',
          'train.trainedModel > score.trainedModel',
          'split.resultsDataset2 > score.dataset',
          'score.scoredDataset > evaluate.scoredDataset',
        ],
      ),
  },
  'iris-clusters': {
    title: 'Groups of irises',
    summary: 'Finds groups without being told of any: measures are brought to one scale, and clustered.',
    datasets: ['Iris flowers'],
    createGraph: ([datasetId = '']) =>
      templateGraph(
        [
          ['irises', 'saved-dataset', 1, 0, { datasetId }],
          ['scale', 'normalize-data', 1, 1],
          ['learner', 'k-means-clustering', 0, 1, { clusterCount: 3, randomSeed: 1 }],
          ['train', 'train-clustering-model', 0, 2],
          ['assign', 'assign-data-to-clusters', 0, 3],
          ['evaluate', 'evaluate-model', 0, 4],
        ],
        [
          'irises.dataset > scale.dataset',
          'learner.untrainedModel > train.untrainedModel',
          'scale.transformedDataset > train.dataset',
          'train.trainedModel > assign.trainedModel',
          'scale.transformedDataset > assign.dataset',
          'assign.resultsDataset > evaluate.scoredDataset',
        ],
      ),
  },
}
