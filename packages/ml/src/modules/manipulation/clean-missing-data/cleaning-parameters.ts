import { AppError, columnSelection } from '@sluice/contracts'
import * as z from 'zod'

export const cleaningModes = [
  'mice',
  'custom',
  'mean',
  'median',
  'mode',
  'remove-row',
  'remove-column',
  'probabilistic-pca',
] as const
export type CleaningMode = (typeof cleaningModes)[number]

const estimatingModes: CleaningMode[] = ['mice', 'mean', 'median', 'mode', 'probabilistic-pca']

export const cleaningParameters = z.strictObject({
  columns: columnSelection
    .default({ beginWith: 'all', rules: [] })
    .meta({ title: 'Columns to be cleaned', description: 'The columns whose missing values are looked at.' }),
  minimumRatio: z.number().min(0).max(1).default(0).meta({
    title: 'Minimum missing value ratio',
    description: 'A column is cleaned when at least this share of its values is missing.',
  }),
  maximumRatio: z.number().min(0).max(1).default(1).meta({
    title: 'Maximum missing value ratio',
    description: 'A column is cleaned when at most this share of its values is missing.',
  }),
  mode: z
    .enum(cleaningModes)
    .default('custom')
    .meta({
      title: 'Cleaning mode',
      description: 'What is done about missing values.',
      valueTitles: {
        mice: 'Replace using MICE',
        custom: 'Custom substitution value',
        mean: 'Replace with mean',
        median: 'Replace with median',
        mode: 'Replace with mode',
        'remove-row': 'Remove entire row',
        'remove-column': 'Remove entire column',
        'probabilistic-pca': 'Replace using Probabilistic PCA',
      },
    }),
  replacementValue: z
    .string()
    .default('0')
    .meta({
      title: 'Replacement value',
      description: 'What missing values become; it has to suit the type of each column. Times also as ticks of 100 ns.',
      visibleWhen: { mode: ['custom'] },
    }),
  columnsWithAllMissing: z
    .enum(['remove', 'propagate'])
    .default('remove')
    .meta({
      title: 'Cols with all missing values',
      description: 'What becomes of a column that has no value at all.',
      valueTitles: { remove: 'Remove', propagate: 'Propagate' },
      visibleWhen: { mode: estimatingModes },
    }),
  generatesIndicators: z
    .boolean()
    .default(false)
    .meta({
      title: 'Generate missing value indicator column',
      description: 'Adds for each column one that says in which rows a missing value was replaced.',
      visibleWhen: { mode: [...estimatingModes, 'custom'] },
    }),
  iterations: z
    .int()
    .min(1)
    .max(10)
    .default(5)
    .meta({
      title: 'Number of iterations',
      description: 'How often each column is predicted from all others.',
      visibleWhen: { mode: ['mice'] },
    }),
  pcaIterations: z
    .int()
    .min(1)
    .max(50)
    .default(10)
    .meta({
      title: 'Number of iterations for PCA prediction',
      description: 'How often components and missing values are estimated from one another.',
      visibleWhen: { mode: ['probabilistic-pca'] },
    }),
})
export type CleaningParameters = Readonly<z.infer<typeof cleaningParameters>>

/** Whether some columns may go, so that what comes out depends on the data. */
export const mayRemoveColumns = ({ mode, columnsWithAllMissing }: CleaningParameters): boolean =>
  mode === 'remove-column' || (estimatingModes.includes(mode) && columnsWithAllMissing === 'remove')

export const generatesIndicators = (parameters: CleaningParameters): boolean =>
  parameters.generatesIndicators && parameters.mode !== 'remove-row' && parameters.mode !== 'remove-column'

/** @throws AppError `ParameterTooLarge` */
export function assertRatios({ minimumRatio, maximumRatio }: CleaningParameters): void {
  if (minimumRatio <= maximumRatio) return
  throw new AppError('ParameterTooLarge', { parameter: 'Minimum missing value ratio', limit: maximumRatio })
}
