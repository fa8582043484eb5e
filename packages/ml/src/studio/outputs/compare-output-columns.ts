import { columnPair, columnPairAnswer } from '@sluice/contracts'
import { toColumnPairAnswer } from '../datasets/column-pair-answer.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findTable, outputPath, tag } from './output-place.ts'

export const compareOutputColumns = defineStudioRoute({
  method: 'GET',
  path: `${outputPath}/column-pair`,
  tag,
  summary: 'Compares two columns of a table that came out of a module: scatter plot, box plots or cross table.',
  needs: 'read',
  query: columnPair,
  answers: { 200: columnPairAnswer },
  async handle({ workspaceId, params, query, signal }, services) {
    const { file } = await findTable(services, { workspaceId, params })
    const compared = await services.datasets.compareColumns(file.path, query, signal)
    return { status: 200, body: toColumnPairAnswer(compared) }
  },
})
