import type { ExperimentGraph } from '@sluice/contracts'

/** The experiment of the tutorial: text from a dataset, hashed; callers' rows enter right before the hashing. */
export const createSimpleFeatureHashingExperiment = (datasetId: string): ExperimentGraph => ({
  nodes: [
    node('dataset', 'saved-dataset', { datasetId }, 0, 0),
    node(
      'select',
      'select-columns-in-dataset',
      { columns: { beginWith: 'none', rules: [{ action: 'include', by: 'names', names: ['Col2'] }] } },
      0,
      120,
    ),
    node('hash', 'feature-hashing', { bitsize: 3, nGrams: 2 }, 0, 240),
    node('input', 'web-service-input', { name: 'input1' }, 260, 120),
    node('output', 'web-service-output', { name: 'output1' }, 0, 360),
  ],
  edges: [
    { from: { node: 'dataset', port: 'dataset' }, to: { node: 'select', port: 'dataset' } },
    { from: { node: 'select', port: 'resultsDataset' }, to: { node: 'hash', port: 'dataset' } },
    { from: { node: 'input', port: 'data' }, to: { node: 'hash', port: 'dataset' } },
    { from: { node: 'hash', port: 'transformedDataset' }, to: { node: 'output', port: 'data' } },
  ],
  webServiceParameters: [],
})

const node = (
  id: string,
  module: string,
  parameters: ExperimentGraph['nodes'][number]['parameters'],
  x: number,
  y: number,
) => ({ id, module, parameters, webServiceParameters: {}, position: { x, y } })
