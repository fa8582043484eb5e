import { columnSelection } from '@sluice/contracts'
import * as z from 'zod'
import { ngramWeightings } from '../../../algorithms/text/weigh-n-grams.ts'

export const scoringMethods = [
  'fisher-score',
  'pearson-correlation',
  'mutual-information',
  'kendall-correlation',
  'spearman-correlation',
  'chi-squared',
  'count-based',
] as const

const learningModes = ['create', 'update', 'merge']
const whenLearning = { vocabularyMode: learningModes }
const whenSelecting = { ...whenLearning, selectsFeatures: [true] }
const targetedMethods = scoringMethods.filter((method) => method !== 'count-based')

export const ngramParameters = z.strictObject({
  textColumn: columnSelection
    .default({ beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'string', kind: 'feature' }] })
    .meta({ title: 'Text column', description: 'The one text column whose n-grams are extracted.' }),
  vocabularyMode: z
    .enum(['create', 'read-only', 'update', 'merge'])
    .default('create')
    .meta({
      title: 'Vocabulary mode',
      description: 'Whether the n-grams are learned from the dataset, taken from the input vocabulary, or both.',
      valueTitles: { create: 'Create', 'read-only': 'ReadOnly', update: 'Update', merge: 'Merge' },
    }),
  ngramSize: z.int().min(1).max(10).default(1).meta({
    title: 'N-Grams size',
    description: 'Sequences of 1 to this many words are extracted.',
  }),
  skipSize: z.int().min(0).max(5).default(0).meta({
    title: 'K-Skip size',
    description: 'At most this many words may be left out within one n-gram.',
  }),
  weighting: z
    .enum(ngramWeightings)
    .default('binary')
    .meta({
      title: 'Weighting function',
      description: 'What the feature of an n-gram is in a row that has it.',
      valueTitles: {
        binary: 'Binary Weight',
        tf: 'TF Weight',
        idf: 'IDF Weight',
        'tf-idf': 'TF-IDF Weight',
        graph: 'Graph Weight',
      },
    }),
  minimumWordLength: z.int().min(1).max(10_000).default(3).meta({
    title: 'Minimum word length',
    description: 'Shorter words are left out.',
  }),
  maximumWordLength: z.int().min(1).max(10_000).default(25).meta({
    title: 'Maximum word length',
    description: 'Longer words are left out.',
  }),
  minimumDocumentFrequency: z.int().min(1).default(5).meta({
    title: 'Minimum n-gram document absolute frequency',
    description: 'An n-gram that fewer rows have does not come into the vocabulary.',
    visibleWhen: whenLearning,
  }),
  maximumDocumentRatio: z.number().min(0).max(1).default(1).meta({
    title: 'Maximum n-gram document ratio',
    description: 'An n-gram that a larger share of the rows has does not come into the vocabulary.',
    visibleWhen: whenLearning,
  }),
  detectsOutOfVocabulary: z
    .boolean()
    .default(true)
    .meta({
      title: 'Detect out-of-vocabulary rows',
      description: 'Adds a column that is true in rows with n-grams that the input vocabulary does not have.',
      visibleWhen: { vocabularyMode: ['read-only', 'update', 'merge'] },
    }),
  marksSentences: z.boolean().default(false).meta({
    title: 'Mark begin-of-sentence',
    description: 'N-grams that begin a sentence are told from others by ||| before them.',
  }),
  normalizes: z.boolean().default(true).meta({
    title: 'Normalize n-gram feature vectors',
    description: 'The features of each row are divided by their L2 norm.',
  }),
  selectsFeatures: z.boolean().default(true).meta({
    title: 'Use filter-based feature selection',
    description: 'Keeps only the n-grams that tell most about the target column.',
    visibleWhen: whenLearning,
  }),
  scoringMethod: z
    .enum(scoringMethods)
    .default('fisher-score')
    .meta({
      title: 'Feature scoring method',
      description: 'How it is measured what an n-gram tells about the target column.',
      valueTitles: {
        'fisher-score': 'Fisher Score',
        'pearson-correlation': 'Pearson Correlation',
        'mutual-information': 'Mutual Information',
        'kendall-correlation': 'Kendall Correlation',
        'spearman-correlation': 'Spearman Correlation',
        'chi-squared': 'Chi Squared',
        'count-based': 'Count Based',
      },
      visibleWhen: whenSelecting,
    }),
  targetColumn: columnSelection
    .default({ beginWith: 'none', rules: [{ action: 'include', by: 'type', type: 'all', kind: 'label' }] })
    .meta({
      title: 'Target column',
      description: 'The one column that n-grams should tell about.',
      visibleWhen: { ...whenSelecting, scoringMethod: targetedMethods },
    }),
  desiredFeatureCount: z
    .int()
    .min(1)
    .max(100_000)
    .default(1)
    .meta({
      title: 'Number of desired features',
      description: 'How many n-grams are kept, those with the highest scores.',
      visibleWhen: { ...whenSelecting, scoringMethod: targetedMethods },
    }),
  minimumNonZeroCount: z
    .int()
    .min(1)
    .default(1)
    .meta({
      title: 'Minimum number of non-zero elements',
      description: 'An n-gram is kept when its feature is not 0 in at least this many rows.',
      visibleWhen: { ...whenSelecting, scoringMethod: ['count-based'] },
    }),
})
export type NgramParameters = Readonly<z.infer<typeof ngramParameters>>
