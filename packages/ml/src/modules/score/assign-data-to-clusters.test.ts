import { createTableFromRows, sliceRows, type Table, toRows } from '@sluice/dataflow'
import { describe, expect, it } from 'vitest'
import { kMeansClustering } from '../initialize/k-means-clustering.ts'
import { modelAt, runModule, tableFrom } from '../run-module.fixture.ts'
import { modules, rowsAt, schema, table, train } from '../train/clustering.fixture.ts'
import { assignDataToClusters } from './assign-data-to-clusters.ts'

describe('Assign Data to Clusters', () => {
  it('gives what training gave, row by row and all at once', async () => {
    const outputs = await train(table)
    const trainedModel = modelAt(outputs, 'trainedModel')
    const assign = (dataset: Table) => tableFrom(assignDataToClusters, { trainedModel, dataset }, {}, { modules })
    expect(await assign(table)).toEqual(outputs.resultsDataset)
    for (let row = 0; row < 5; row += 1) {
      expect(toRows(await assign(sliceRows(table, row, row + 1)))).toEqual([rowsAt(outputs)[row]])
    }
  })

  it('takes the place of an earlier assignment', async () => {
    const outputs = await train(table)
    const trainedModel = modelAt(outputs, 'trainedModel')
    const dataset = outputs.resultsDataset as Table
    expect(await tableFrom(assignDataToClusters, { trainedModel, dataset }, {}, { modules })).toEqual(dataset)
  })

  it('gives the assignments only, if so wished, and misses columns by name', async () => {
    const trainedModel = modelAt(await train(table), 'trainedModel')
    const dataset = createTableFromRows([...schema.slice(0, 2)].reverse(), [[10, 9]])
    const results = await tableFrom(assignDataToClusters, { trainedModel, dataset }, { appends: false }, { modules })
    expect(toRows(results)).toEqual([[1, expect.any(Number), 1]])
    const other = createTableFromRows(schema.slice(0, 1), [[1]])
    await expect(tableFrom(assignDataToClusters, { trainedModel, dataset: other }, {}, { modules })).rejects.toThrow(
      'Column with name or index "y" not found',
    )
  })

  it('refuses a model that was not trained', async () => {
    const trainedModel = modelAt(await runModule(kMeansClustering, {}), 'untrainedModel')
    await expect(tableFrom(assignDataToClusters, { trainedModel, dataset: table }, {}, { modules })).rejects.toThrow(
      'untrained model',
    )
  })
})
