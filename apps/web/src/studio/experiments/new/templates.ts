import type { ExperimentGraph, ExperimentTemplateAnswer } from '@sluice/contracts'

/** Those in which every word that was typed stands somewhere. */
export function matchingTemplates(
  templates: readonly ExperimentTemplateAnswer[],
  search: string,
): readonly ExperimentTemplateAnswer[] {
  const terms = search.toLowerCase().split(/\s+/).filter(Boolean)
  return templates.filter(({ title, summary, datasets }) => {
    const text = [title, summary, ...datasets].join(' ').toLowerCase()
    return terms.every((term) => text.includes(term))
  })
}

/** An experiment that begins with a dataset. */
export const graphWithDataset = (datasetId: string): ExperimentGraph => ({
  nodes: [
    {
      id: 'dataset',
      module: 'saved-dataset',
      parameters: { datasetId },
      webServiceParameters: {},
      position: { x: 240, y: 80 },
    },
  ],
  edges: [],
  webServiceParameters: [],
})
