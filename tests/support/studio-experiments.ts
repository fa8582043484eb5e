import { createSeededRandom } from '../../packages/ml/src/algorithms/seeded-random.ts'
import { columns, graphOf, type NodeText } from './studio-client.ts'

// Experiments that tests and benchmarks share, each with data that a model can learn from.

const wordsOf = {
  good: ['wonderful', 'moving', 'brilliant', 'loved', 'delightful', 'recommend'],
  bad: ['boring', 'awful', 'waste', 'disappointing', 'dull', 'regret'],
}
const plain = ['book', 'story', 'author', 'chapter', 'pages', 'characters', 'reading', 'end', 'plot', 'style']

/** Columns `opinion` (good or bad) and `text`: reviews whose words tell what their writers thought, mostly. */
export function reviewsCsv(count: number): string {
  const random = createSeededRandom(3)
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] as string
  const lines = Array.from({ length: count }, () => {
    const isGood = random() < 0.5
    const telling = () => pick(wordsOf[random() < 0.9 === isGood ? 'good' : 'bad'])
    const words = Array.from({ length: 8 }, () => (random() < 0.4 ? telling() : pick(plain)))
    return `${isGood ? 'good' : 'bad'},"The ${words.join(' ')}!"`
  })
  return ['opinion,text', ...lines].join('\n')
}

export interface ReviewClassifierOptions {
  /** Default true: stop words and endings are taken off first. */
  readonly cleans?: boolean
  /** Default true: what is scored comes out with its scores. */
  readonly appends?: boolean
}

/** Text → Preprocess Text → Feature Hashing → Two-Class Logistic Regression → Score → Evaluate. */
export function reviewClassifier(datasetId: string, options: ReviewClassifierOptions = {}): object {
  const { cleans = true, appends = true } = options
  const text = cleans ? 'Preprocessed text' : 'text'
  const excluded = cleans ? ['text', text] : [text]
  const selection = { beginWith: 'all', rules: [{ action: 'exclude', by: 'names', names: excluded }] }
  const clean: NodeText[] = cleans ? [['clean: preprocess-text', { textColumn: columns('text') }]] : []
  // Without the labels beside them there is nothing to compare scores with.
  const evaluate: NodeText[] = appends ? [['evaluate: evaluate-model']] : []
  return graphOf(
    [
      ['data: saved-dataset', { datasetId }],
      ...clean,
      ['hash: feature-hashing', { targetColumns: columns(text), bitsize: 10, nGrams: 1 }],
      ['pick: select-columns-in-dataset', { columns: selection }],
      ['split: split-data', { fraction: 0.7, randomSeed: 5 }],
      ['learner: two-class-logistic-regression'],
      ['train: train-model', { labelColumn: columns('opinion') }],
      ['score: score-model', { appendScoreColumns: appends }],
      ...evaluate,
    ],
    [
      ...(cleans
        ? ['data.dataset > clean.dataset', 'clean.resultsDataset > hash.dataset']
        : ['data.dataset > hash.dataset']),
      'hash.transformedDataset > pick.dataset',
      'pick.resultsDataset > split.dataset',
      'learner.untrainedModel > train.untrainedModel',
      'split.resultsDataset1 > train.dataset',
      'train.trainedModel > score.trainedModel',
      'split.resultsDataset2 > score.dataset',
      ...(appends ? ['score.scoredDataset > evaluate.scoredDataset'] : []),
    ],
  )
}

/** Columns `size`, `age`, `place` and `price`, which follows from the others but for some noise. */
export function housesCsv(count: number): string {
  const random = createSeededRandom(9)
  const lines = Array.from({ length: count }, () => {
    const [size, age] = [50 + random() * 150, random() * 40]
    const place = random() < 0.5 ? 'town' : 'village'
    const price = 1000 * size * (place === 'town' ? 3 : 2) - 2000 * age + 5000 * random()
    return [size.toFixed(1), age.toFixed(1), place, price.toFixed(0)].join(',')
  })
  return ['size,age,place,price', ...lines].join('\n')
}

/** Boosted Decision Tree Regression of the price. */
export const housePrices = (datasetId: string): object =>
  graphOf(
    [
      ['data: saved-dataset', { datasetId }],
      ['split: split-data', { fraction: 0.8, randomSeed: 1 }],
      ['learner: boosted-decision-tree-regression'],
      ['train: train-model', { labelColumn: columns('price') }],
      ['score: score-model'],
      ['evaluate: evaluate-model'],
    ],
    [
      'data.dataset > split.dataset',
      'learner.untrainedModel > train.untrainedModel',
      'split.resultsDataset1 > train.dataset',
      'train.trainedModel > score.trainedModel',
      'split.resultsDataset2 > score.dataset',
      'score.scoredDataset > evaluate.scoredDataset',
    ],
  )
