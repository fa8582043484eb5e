import { columnSelection } from '@sluice/contracts'
import * as z from 'zod'
import { randomSeed } from '../../random-seed.ts'

export const keyTitle = 'Stratification key column for sampling'
export const proportionsTitle = 'List of proportions separated by comma'
const whenFolds = { mode: ['assign-to-folds'] }
const whenChance = { mode: ['sampling', 'assign-to-folds'] }

export const partitionAndSampleParameters = z.strictObject({
  mode: z
    .enum(['sampling', 'assign-to-folds', 'pick-fold', 'head'])
    .default('sampling')
    .meta({
      title: 'Partition or sample mode',
      description: 'What is made of the dataset.',
      valueTitles: {
        sampling: 'Sampling',
        'assign-to-folds': 'Assign to Folds',
        'pick-fold': 'Pick Fold',
        head: 'Head',
      },
    }),
  rate: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .meta({
      title: 'Rate of sampling',
      description: 'Share of the rows that the sample has, to the nearest whole row.',
      visibleWhen: { mode: ['sampling'] },
    }),
  withReplacement: z.boolean().default(false).meta({
    title: 'Use replacement in the partitioning',
    description: 'Each fold draws its rows from the whole dataset: a row may be in several folds, or in none.',
    visibleWhen: whenFolds,
  }),
  isRandomized: z.boolean().default(true).meta({
    title: 'Randomized split',
    description: 'Rows are dealt by chance; else in turn.',
    visibleWhen: whenFolds,
  }),
  randomSeed: randomSeed().meta({ ...randomSeed().meta(), visibleWhen: whenChance }),
  partitioner: z
    .enum(['even', 'custom'])
    .default('even')
    .meta({
      title: 'Specify the partitioner method',
      description: 'How large the folds are.',
      valueTitles: { even: 'Partition evenly', custom: 'Partition with customized proportions' },
      visibleWhen: whenFolds,
    }),
  foldCount: z
    .int()
    .min(1)
    .max(100_000)
    .default(5)
    .meta({
      title: 'Specify number of folds to split evenly into',
      description: 'How many folds there are.',
      visibleWhen: { ...whenFolds, partitioner: ['even'] },
    }),
  proportions: z
    .string()
    .default('')
    .meta({
      title: proportionsTitle,
      description: 'As 0.2, 0.3; what is less than 1 in all makes one fold more.',
      visibleWhen: { ...whenFolds, partitioner: ['custom'] },
    }),
  isStratified: z.boolean().default(false).meta({
    title: 'Stratified split',
    description: 'Each value of a column has the same share everywhere.',
    visibleWhen: whenChance,
  }),
  keyColumn: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
    title: keyTitle,
    description: 'The column whose values are shared out.',
    visibleWhen: { ...whenChance, isStratified: [true] },
    isSingleColumn: true,
  }),
  foldIndex: z
    .int()
    .min(1)
    .default(1)
    .meta({
      title: 'Specify which fold to be sampled from',
      description: 'Folds are counted from 1 here.',
      visibleWhen: { mode: ['pick-fold'] },
    }),
  picksComplement: z
    .boolean()
    .default(false)
    .meta({
      title: 'Pick complement of the selected fold',
      description: 'Takes all rows but those of the fold.',
      visibleWhen: { mode: ['pick-fold'] },
    }),
  rowCount: z
    .int()
    .min(0)
    .default(10)
    .meta({
      title: 'Number of rows to select',
      description: 'Rows from the beginning.',
      visibleWhen: { mode: ['head'] },
    }),
})
export type PartitionAndSample = z.infer<typeof partitionAndSampleParameters>
