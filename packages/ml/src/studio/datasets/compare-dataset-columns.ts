import { columnPair, columnPairAnswer } from '@sluice/contracts'
import { findDataset } from '../../datasets/dataset-documents.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { toColumnPairAnswer } from './column-pair-answer.ts'

export const compareDatasetColumns = defineStudioRoute({
  method: 'GET',
  path: '/workspaces/{workspaceId}/datasets/{datasetId}/column-pair',
  tag: 'Datasets',
  summary: 'Compares two columns of a dataset: scatter plot, box plots or cross table.',
  needs: 'read',
  query: columnPair,
  answers: { 200: columnPairAnswer },
  async handle({ workspaceId, params, query, signal }, { store, datasets }) {
    const { path, remove } = await datasets.tableFile(await findDataset(store, workspaceId, params.datasetId))
    try {
      return { status: 200, body: toColumnPairAnswer(await datasets.compareColumns(path, query, signal)) }
    } finally {
      await remove()
    }
  },
})
