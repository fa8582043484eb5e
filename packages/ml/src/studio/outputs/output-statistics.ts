import { statisticsAnswer } from '@sluice/contracts'
import { toStatisticsAnswer } from '../datasets/statistics-answer.ts'
import { defineStudioRoute } from '../studio-route.ts'
import { findTable, outputPath, tag } from './output-place.ts'

export const readOutputStatistics = defineStudioRoute({
  method: 'GET',
  path: `${outputPath}/statistics`,
  tag,
  summary: 'Gives exact figures of each column of a table that came out of a module, with histograms.',
  needs: 'read',
  answers: { 200: statisticsAnswer },
  async handle({ workspaceId, params, signal }, services) {
    const { file } = await findTable(services, { workspaceId, params })
    // Beside the output, so that they go with it.
    const figures = await services.datasets.statisticsOfFile(file.path, `${file.path}.statistics.json`, signal)
    return { status: 200, body: { rowCount: file.rowCount, columns: figures.map(toStatisticsAnswer) } }
  },
})
