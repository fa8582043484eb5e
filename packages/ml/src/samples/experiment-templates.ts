import type { ExperimentGraph } from '@sluice/contracts'
import { createSimpleFeatureHashingExperiment } from './simple-feature-hashing-experiment.ts'

/** An experiment to begin with. */
export interface ExperimentTemplate {
  readonly title: string
  readonly summary: string
  /** Names of the datasets that it takes, in the order of the ids below. */
  readonly datasets: readonly string[]
  createGraph(datasetIds: readonly string[]): ExperimentGraph
}

/** Every template, by its id. */
export const experimentTemplates: Readonly<Record<string, ExperimentTemplate>> = {
  'simple-feature-hashing': {
    title: 'Simple feature hashing',
    summary: 'Turns text into counts of hashed words and word pairs, with the ports of a web service.',
    datasets: ['Book Reviews from Amazon'],
    createGraph: ([datasetId = '']) => createSimpleFeatureHashingExperiment(datasetId),
  },
}
